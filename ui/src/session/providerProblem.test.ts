import { expect, test } from "vitest";
import { providerProblem } from "./providerProblem";

test("says what the service said", () => {
  expect(providerProblem("disabled").detail).toBe("Your account here is disabled.");
  expect(providerProblem("The provider's answer cannot be read.").detail).toBe(
    "The provider's answer cannot be read.",
  );
});

test("shows no web address, for anybody can make a link to the sign-in page", () => {
  const detail = providerProblem("Locked. Call https://evil.example/ now.").detail;
  expect(detail).not.toContain("evil.example");
});
