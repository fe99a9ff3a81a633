import { expect, test } from "vitest";
import { firstOpen } from "./steps";

test("a set-up that was left half-way goes on at the first step that is missing", () => {
  expect(firstOpen(["cluster", "authority"], false)).toBe("cluster");
  expect(firstOpen(["authority"], false)).toBe("authority");
  expect(firstOpen([], false)).toBe("done");
});

test("a skipped step is not asked for again", () => {
  expect(firstOpen(["cluster", "authority"], true)).toBe("authority");
  expect(firstOpen(["cluster"], true)).toBe("done");
});
