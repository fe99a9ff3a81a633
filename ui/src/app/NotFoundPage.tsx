import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../ui/Empty";
import { Page } from "./Page";

export function Component() {
  return (
    <Page title="Page not found">
      <Empty title="There is no page at this address">
        <Anchor component={Link} to="/">
          Go to the dashboard
        </Anchor>
      </Empty>
    </Page>
  );
}
