import { Page } from "../app/Page";

export function Component() {
  return <Page title="Delegations">Not here yet.</Page>;
}
