import { describe, expect, test } from "vitest";
import type { LoggedQuery } from "../api/types";
import { add, EMPTY, LIMIT, setPaused } from "./queryLog";
import { outcome, particulars } from "./queryWords";

const query = (second: number, more: Partial<LoggedQuery> = {}): LoggedQuery => ({
  at: new Date(1_800_000_000_000 + second * 1000).toISOString(),
  name: "a.acme-1.example",
  type: "TXT",
  client: "192.0.2.1:5353",
  transport: "udp",
  payloadSize: 1232,
  dnssecOk: true,
  rcode: "NOERROR",
  answers: 1,
  truncated: false,
  ...more,
});

const times = (count: number) => Array.from({ length: count }, (_, second) => query(second));

describe("the log on the page", () => {
  test("has the newest first", () => {
    const log = add(EMPTY, [query(1), query(2)]);
    expect(log.shown.map((entry) => entry.at)).toEqual([query(2).at, query(1).at]);
  });

  test("takes what a new connection repeats once only", () => {
    const log = add(add(EMPTY, times(3)), times(4));
    expect(log.shown).toHaveLength(4);
    expect(new Set(log.shown.map((entry) => entry.number)).size).toBe(4);
  });

  test("keeps no more than its limit", () => {
    const log = add(EMPTY, times(LIMIT + 20));
    expect(log.shown).toHaveLength(LIMIT);
    expect(log.shown[0]?.at).toBe(query(LIMIT + 19).at);
  });

  test("stands still while paused and shows the rest afterwards", () => {
    const paused = add(setPaused(add(EMPTY, times(2)), true), [query(5)]);
    expect(paused.shown).toHaveLength(2);
    expect(paused.held).toHaveLength(1);
    const on = setPaused(paused, false);
    expect(on.held).toHaveLength(0);
    expect(on.shown.map((entry) => entry.at)[0]).toBe(query(5).at);
  });
});

describe("outcome", () => {
  test.each([
    [{}, "Value given"],
    [{ answers: 2 }, "2 values given"],
    [{ answers: 0 }, "No value there now"],
    [{ type: "CAA", answers: 0 }, "No restriction"],
    [{ type: "NS" }, "Answered"],
    [{ rcode: "NXDOMAIN", answers: 0 }, "No such name"],
    [{ truncated: true, answers: 0 }, "Told to come again over TCP"],
    [{ rcode: "YXDOMAIN", answers: 0 }, "YXDOMAIN"],
  ])("%j is %s", (more, words) => {
    expect(outcome(query(0, more)).children).toBe(words);
  });

  test("the particulars leave out what the client did not say", () => {
    expect(particulars(query(0, { payloadSize: null, dnssecOk: false, answers: 0 }))).toBe(
      "NOERROR · 0 records",
    );
  });
});
