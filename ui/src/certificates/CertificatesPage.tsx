import { Page } from "../app/Page";

export function Component() {
  return <Page title="Certificates">Not here yet.</Page>;
}
