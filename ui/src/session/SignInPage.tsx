import { Page } from "../app/Page";

export function Component() {
  return <Page title="Sign in">Not here yet.</Page>;
}
