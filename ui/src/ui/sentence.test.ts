import { expect, test } from "vitest";
import { counted, listed, sentence } from "./sentence";

test.each([
  ["there is no CNAME yet", "There is no CNAME yet."],
  ["acme-1.myapp.com has no NS record", "acme-1.myapp.com has no NS record."],
  ["nothing is there", "Nothing is there."],
  ["give a domain", "Give a domain."],
  ["letsencrypt refused it", "letsencrypt refused it."],
  ["CNAME points elsewhere!", "CNAME points elsewhere!"],
  ["", ""],
])("%j is the sentence %j", (text, expected) => {
  expect(sentence(text)).toBe(expected);
});

test("one is not many", () => {
  expect(counted(1, "certificate")).toBe("1 certificate");
  expect(counted(1000, "certificate")).toBe("1,000 certificates");
  expect(counted(2, "delegation has", "delegations have")).toBe("2 delegations have");
});

test("the last of several comes after an and", () => {
  expect(listed(["a"])).toBe("a");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
});
