import { expect, test } from "vitest";
import { termsOf } from "./terms";

test.each([
  [null, { kind: "none" }],
  ["https://ca.example/terms", { kind: "page", address: "https://ca.example/terms" }],
  ["data:text/plain,Do%20what%20thou%20wilt", { kind: "text", text: "Do what thou wilt" }],
  ["data:text/plain,100%", { kind: "text", text: "data:text/plain,100%" }],
  ["javascript:alert(1)", { kind: "text", text: "javascript:alert(1)" }],
])("%s", (uri, terms) => {
  expect(termsOf(uri)).toEqual(terms);
});
