import { Page } from "../app/Page";

export function Component() {
  return <Page title="Validation DNS">Not here yet.</Page>;
}
