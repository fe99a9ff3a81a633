import { Page } from "../app/Page";

export function Component() {
  return <Page title="Settings">Not here yet.</Page>;
}
