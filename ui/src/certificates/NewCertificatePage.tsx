import { Page } from "../app/Page";

export function Component() {
  return <Page title="New certificate">Not here yet.</Page>;
}
