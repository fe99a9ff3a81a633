import { describe, expect, test } from "vitest";
import { absolute, daysUntil, duration, relative, withTimes } from "./time";

const NOW = Date.parse("2026-11-25T08:00:00Z");

describe("relative", () => {
  test.each([
    ["2026-11-25T08:00:00Z", "now"],
    ["2026-11-25T08:00:03Z", "now"],
    ["2026-11-25T08:00:30Z", "in 30 seconds"],
    ["2026-11-25T07:58:01Z", "1 minute ago"],
    ["2026-11-26T09:00:00Z", "tomorrow"],
    ["2027-01-26T09:00:00Z", "in 2 months"],
  ])("%s is %s", (at, words) => {
    expect(relative(at, NOW)).toBe(words);
  });
});

test("a day that has begun is no whole day", () => {
  expect(daysUntil("2026-11-26T07:59:59Z", NOW)).toBe(0);
  expect(daysUntil("2026-11-25T07:59:59Z", NOW)).toBe(-1);
});

test("durations have two units at most", () => {
  expect(duration(2)).toBe("under 0.1 s");
  expect(duration(1250)).toBe("1.3 s");
  expect(duration(125_000)).toBe("2 min 5 s");
  expect(duration(3_900_000)).toBe("1 h 5 min");
});

test("times in a text are written as everywhere", () => {
  const at = "2027-01-24T09:00:07Z";
  expect(withTimes(`renewed from ${at} on, of 2027-01-24`)).toBe(
    `renewed from ${absolute(at)} on, of 2027-01-24`,
  );
});
