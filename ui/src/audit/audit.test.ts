import { describe, expect, test } from "vitest";
import { changes, fieldWords } from "./changes";
import { actionWords, actorWords } from "./words";

describe("changes", () => {
  test("what has changed comes first, and what has not stays to be seen", () => {
    expect(
      changes(
        { role: "viewer", domains: [], disabled: false },
        { role: "operator", domains: ["a.example"], disabled: false },
      ),
    ).toEqual([
      { field: "role", kind: "changed", before: "viewer", after: "operator" },
      { field: "domains", kind: "changed", before: "—", after: "a.example" },
      { field: "disabled", kind: "same", before: "no", after: "no" },
    ]);
  });

  test("something new has no before, something gone no after", () => {
    expect(changes(null, { name: "ci" })).toEqual([
      { field: "name", kind: "added", before: "", after: "ci" },
    ]);
    expect(changes({ name: "ci" }, null)).toEqual([
      { field: "name", kind: "removed", before: "ci", after: "" },
    ]);
    expect(changes(null, null)).toEqual([]);
  });
});

test("fields are words", () => {
  expect(fieldWords("termsOfServiceAgreed")).toBe("Terms of service agreed");
});

test("an action that is not known is shown as it is spelled", () => {
  expect(actionWords("certificate.renew")).toBe("Renewed certificate");
  expect(actionWords("node.went-away")).toBe("node: went away");
});

test("an actor without a name is described", () => {
  expect(actorWords({ kind: "kalm", id: "", name: "kalm" }).name).toBe("Kalm itself");
  expect(actorWords({ kind: "token", id: "1", name: "ci" })).toEqual({ name: "ci", kind: "token" });
});
