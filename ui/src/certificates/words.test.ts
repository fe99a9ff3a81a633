import { expect, test } from "vitest";
import { sentence } from "./words";

test.each([
  ["waiting for the CNAME record", "Waiting for the CNAME record."],
  ["myapp.com does not answer", "myapp.com does not answer."],
  ["Installed.", "Installed."],
  ["", ""],
])("%j is said as %j", (text, said) => {
  expect(sentence(text)).toBe(said);
});
