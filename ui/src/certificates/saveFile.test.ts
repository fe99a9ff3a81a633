import { expect, test } from "vitest";
import { fileName } from "./saveFile";

test.each([
  [["*.myapp.com", "myapp.com"], "-fullchain.pem", "wildcard.myapp.com-fullchain.pem"],
  [["../etc/passwd"], ".p12", ".._etc_passwd.p12"],
  [["a".repeat(250)], ".p12", `${"a".repeat(100)}.p12`],
  [[], ".p12", "certificate.p12"],
])("%j %s", (names, suffix, name) => {
  expect(fileName(names, suffix)).toBe(name);
});
