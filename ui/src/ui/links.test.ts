import { expect, test } from "vitest";
import { splitLinks } from "./links";

test("an address is followed without the full stop after it", () => {
  expect(splitLinks("Too many: see https://letsencrypt.org/docs/rate-limits/. Wait.")).toEqual([
    { at: 0, text: "Too many: see ", link: false },
    { at: 14, text: "https://letsencrypt.org/docs/rate-limits/", link: true },
    { at: 55, text: ". Wait.", link: false },
  ]);
});

test("other schemes stay text", () => {
  expect(splitLinks("javascript:alert(1) http://a.example")).toEqual([
    { at: 0, text: "javascript:alert(1) http://a.example", link: false },
  ]);
});
