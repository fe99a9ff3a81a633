import { Page } from "../app/Page";

export function Component() {
  return <Page title="Dashboard">Not here yet.</Page>;
}
