import { Page } from "../app/Page";

export function Component() {
  return <Page title="Certificate">Not here yet.</Page>;
}
