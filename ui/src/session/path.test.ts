import { expect, test } from "vitest";
import { fragment, safePath } from "./path";

test.each([
  ["/certificates/1?x=y", "/certificates/1?x=y"],
  ["/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["/a\n/b", "/"],
  [null, "/"],
])("%s leads to %s", (path, safe) => {
  expect(safePath(path)).toBe(safe);
});

test("a link's fragment holds its token and where to go", () => {
  const parts = fragment("#token=abc&to=%2Fcertificates%2F1");
  expect(parts.get("token")).toBe("abc");
  expect(parts.get("to")).toBe("/certificates/1");
});
