import { describe, expect, test } from "vitest";
import type { Flow, FlowExchange, FlowStep, FlowStepStatus } from "../api/types";
import {
  behind,
  beside,
  END,
  lastOf,
  latest,
  momentOf,
  momentsOf,
  paceOf,
  towards,
} from "./moments";

const exchange = (asked: string, answered: string | null = "yes"): FlowExchange => ({
  at: "2026-11-25T08:00:00Z",
  from: "kalm",
  to: "ca",
  asked,
  answered,
  ok: true,
  subject: null,
});

const step = (key: FlowStep["key"], status: FlowStepStatus, exchanges: FlowExchange[] = []) => ({
  id: key,
  key,
  title: key,
  status,
  startedAt: null,
  finishedAt: null,
  exchanges,
  detail: null,
});

const flow = (...steps: FlowStep[]): Flow => ({
  issuance: "1",
  challenge: "dns-01",
  state: "ordering",
  attempt: 1,
  startedAt: "2026-11-25T08:00:00Z",
  finishedAt: null,
  problem: null,
  actors: [],
  steps,
});

const ORDERING = flow(
  step("records", "skipped"),
  step("order", "active", [exchange("a"), exchange("b")]),
  step("publish", "pending"),
);

describe("moments", () => {
  test("a step without exchanges is one, a step to come is none", () => {
    expect(
      momentsOf(ORDERING).map(({ step: { id }, exchange: said }) => [id, said?.asked]),
    ).toEqual([
      ["records", undefined],
      ["order", "a"],
      ["order", "b"],
    ]);
  });

  test("one that is answered is still the same", () => {
    const asked = momentsOf(flow(step("order", "active", [exchange("a", null)])));
    const answered = momentsOf(flow(step("order", "active", [exchange("a")])));
    expect(asked.map(({ key }) => key)).toEqual(answered.map(({ key }) => key));
  });

  test("what is asked twice at once is two", () => {
    const twice = momentsOf(flow(step("order", "active", [exchange("a"), exchange("a")])));
    expect(new Set(twice.map(({ key }) => key)).size).toBe(2);
  });
});

test("it is now where the step is that is under way or failed", () => {
  const failed = flow(
    step("order", "failed", [exchange("a")]),
    step("install", "done", [exchange("b")]),
  );
  expect(latest(momentsOf(failed))?.exchange?.asked).toBe("a");
  expect(latest([])).toBeNull();
});

test("an issuance that went well ends with one more, which no step has", () => {
  const moments = momentsOf({ ...flow(step("install", "done")), state: "issued" });
  expect(moments.map(({ key }) => key)).toEqual(["install", END]);
  expect(latest(moments)?.key).toBe(END);
  expect(lastOf(moments, "install")?.key).toBe("install");
});

test("opening a step shows what it came to", () => {
  expect(lastOf(momentsOf(ORDERING), "order")?.exchange?.asked).toBe("b");
  expect(lastOf(momentsOf(ORDERING), "publish")).toBeNull();
});

test("going on stops at the ends", () => {
  const moments = momentsOf(ORDERING);
  const [first, , last] = moments.map(({ key }) => key);
  expect(beside(moments, first ?? "", 1)?.exchange?.asked).toBe("a");
  expect(beside(moments, first ?? "", -1)).toBeNull();
  expect(beside(moments, last ?? "", 1)).toBeNull();
});

test("what is shown follows one by one, and jumps when its place is gone", () => {
  const moments = momentsOf(ORDERING);
  const keyOf = (index: number) => moments[index]?.key ?? null;
  expect(towards(moments, keyOf(0))?.key).toBe(keyOf(1));
  expect(towards(moments, keyOf(2))).toBeNull();
  expect(towards(moments, "gone")?.key).toBe(keyOf(2));
  expect(behind(moments, keyOf(0))).toBe(2);
});

test("it goes on from the step where it was when what was shown is replaced", () => {
  const moments = momentsOf(
    flow(
      step("order", "done", [exchange("a"), exchange("b")]),
      step("publish", "active", [exchange("c")]),
    ),
  );
  expect(towards(moments, "order")?.exchange?.asked).toBe("a");
  expect(towards(moments, "order|forgotten")?.exchange?.asked).toBe("b");
  expect(momentOf(moments, "order")?.exchange?.asked).toBe("a");
  expect(momentOf(moments, null)?.exchange?.asked).toBe("c");
});

test("what is far behind hurries", () => {
  expect(paceOf(1)).toBe(900);
  expect(paceOf(20)).toBe(350);
});
