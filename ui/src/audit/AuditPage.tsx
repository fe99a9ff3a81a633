import { Page } from "../app/Page";

export function Component() {
  return <Page title="Audit log">Not here yet.</Page>;
}
