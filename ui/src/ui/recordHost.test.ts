import { expect, test } from "vitest";
import { relativeHost } from "./recordHost";

test.each([
  ["_acme-challenge.myapp.com", "myapp.com", "_acme-challenge"],
  ["_acme-challenge.a.myapp.com", "myapp.com", "_acme-challenge.a"],
  ["myapp.com", "myapp.com", "@"],
  ["_acme-challenge.notmyapp.com", "myapp.com", null],
  ["_acme-challenge.myapp.com", null, null],
])("%s in %s is %s", (name, zone, host) => {
  expect(relativeHost(name, zone)).toBe(host);
});
