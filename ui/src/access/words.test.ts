import { expect, test } from "vitest";
import { domainsOf, endedWord } from "./words";

test("domains are cut at lines and commas, each once", () => {
  expect(domainsOf("MyApp.com, shop.example.\nmyapp.com")).toEqual(["myapp.com", "shop.example"]);
});

test("a token ends when it is revoked or expires", () => {
  const now = Date.parse("2026-11-25T08:00:00Z");
  expect(endedWord({ revokedAt: null, expiresAt: null }, now)).toBeNull();
  expect(endedWord({ revokedAt: null, expiresAt: "2026-11-25T08:00:01Z" }, now)).toBeNull();
  expect(endedWord({ revokedAt: null, expiresAt: "2026-11-25T08:00:00Z" }, now)).toBe("Expired");
  expect(endedWord({ revokedAt: "2026-11-01T00:00:00Z", expiresAt: null }, now)).toBe("Revoked");
});
