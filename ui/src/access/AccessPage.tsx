import { Page } from "../app/Page";

export function Component() {
  return <Page title="Access">Not here yet.</Page>;
}
