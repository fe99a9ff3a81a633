import { describe, expect, test } from "vitest";
import type { Signing } from "../api/types";
import { asked, rolloverButton, stepWords } from "./signingSteps";

const signing = (rollover: Signing["rollover"]): Signing => ({
  status: "secure",
  denial: "compact",
  keys: [],
  rollover,
});

describe("a change of key", () => {
  test("is begun, gone on with and finished by one button", () => {
    expect(rolloverButton(signing(null))).toBe("Change the key");
    expect(rolloverButton(signing({ step: "add-ds", detail: "" }))).toBe(
      "I added the new DS record",
    );
    expect(rolloverButton(signing({ step: "remove-ds", detail: "" }))).toBe(
      "I deleted the old DS record",
    );
  });

  test("asks before each step what this step does", () => {
    const titles = [
      null,
      { step: "add-ds" as const, detail: "" },
      { step: "remove-ds" as const, detail: "" },
    ];
    expect(titles.map((it) => asked("rollover", "a.example", signing(it)).action)).toEqual([
      "Make a new key",
      "Go on with the new key",
      "Finish the change",
    ]);
  });

  test("names the button where the service names its command", () => {
    const detail = "add the DS record, then continue with 'kalm zone rollover'";
    expect(stepWords(signing({ step: "add-ds", detail }))?.detail).toBe(
      "add the DS record, then continue with the button below",
    );
    expect(stepWords(signing(null))).toBeNull();
  });
});

test("only what deletes keys is shown as destroying", () => {
  const destroying = (["sign", "rollover", "unsign"] as const).filter(
    (action) => asked(action, "a.example", null).destroys,
  );
  expect(destroying).toEqual(["unsign"]);
});
