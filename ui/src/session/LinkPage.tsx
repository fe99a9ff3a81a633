import { Page } from "../app/Page";

export function Component() {
  return <Page title="Sign-in link">Not here yet.</Page>;
}
