import { expect, test } from "vitest";
import type { Attention, Overview, Severity } from "../api/types";
import { answer } from "./answer";

const item = (severity: Severity, kind: Attention["kind"]): Attention => ({
  severity,
  kind,
  title: "",
  detail: "",
  advice: null,
  target: { type: "certificate", id: "1" },
});

const overview = (attention: Attention[], more: Partial<Overview> = {}): Overview => ({
  counts: { ready: 3 },
  total: 3,
  expiries: [],
  attention,
  attentionTotal: attention.length,
  nextRenewals: [],
  delegations: {},
  ...more,
});

test("nothing to look at is well", () => {
  expect(answer(overview([]))).toEqual({
    tone: "ok",
    headline: "All is well. Nothing is going to break.",
    words: "3 certificates renew by themselves.",
  });
});

test("a revoked certificate is not said to renew", () => {
  const { words } = answer(overview([], { counts: { ready: 1, issuing: 1, revoked: 1 } }));
  expect(words).toBe("1 certificate renews by itself and 1 is on its way.");
});

test("one error makes it bad, whatever else there is", () => {
  const all = [
    item("error", "certificate-expired"),
    item("warning", "certificate-failing"),
    item("warning", "certificate-failing"),
    item("info", "certificate-waiting"),
  ];
  expect(answer(overview(all))).toEqual({
    tone: "bad",
    headline: "4 things need you now.",
    words:
      "1 certificate has expired, 2 certificates are failing and 1 certificate waits for a DNS record.",
  });
});

test("a warning is for before something breaks", () => {
  const { tone, headline } = answer(overview([item("warning", "delegation-broken")]));
  expect(tone).toBe("warn");
  expect(headline).toBe("1 thing needs you before something breaks.");
});

test("what only waits is no alarm", () => {
  expect(answer(overview([item("info", "certificate-waiting")]))).toMatchObject({
    tone: "busy",
    headline: "Nothing is about to break. 1 thing waits for you.",
  });
});

test("of more than it was told it says only what it knows", () => {
  const { headline, words } = answer(
    overview([item("error", "certificate-failing")], { attentionTotal: 120 }),
  );
  expect(headline).toBe("120 things need you now.");
  expect(words).toBe("Among the worst: 1 certificate is failing.");
});
