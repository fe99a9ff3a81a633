import { Page } from "../app/Page";

export function Component() {
  return <Page title="Set up Kalm">Not here yet.</Page>;
}
