import { describe, expect, test } from "vitest";
import { barAt, layOut, nextBar } from "./timeLine";

const TODAY = "2026-11-25";
const BY_DAY = { width: 910, height: 100, daysPerBar: 1 };

describe("layOut", () => {
  test("has a bar for today and each of the 90 days after it", () => {
    const { bars } = layOut([], TODAY, BY_DAY);
    expect(bars).toHaveLength(91);
    expect(bars[0]).toMatchObject({ from: TODAY, to: TODAY, x: 0, width: 10, height: 0 });
    expect(bars[90]?.to).toBe("2027-02-23");
  });

  test("puts each day in its place, the highest to the top", () => {
    const expiries = [
      { date: "2026-11-26", count: 4, failing: 0 },
      { date: "2027-02-23", count: 8, failing: 2 },
    ];
    const { bars, most } = layOut(expiries, TODAY, BY_DAY);
    expect(most).toBe(8);
    expect(bars[1]).toMatchObject({ x: 10, count: 4, height: 50, failingHeight: 0 });
    expect(bars[90]).toMatchObject({ x: 900, count: 8, height: 100, failingHeight: 25 });
  });

  test("leaves out what is past and what is later", () => {
    const expiries = [
      { date: "2026-11-24", count: 1, failing: 0 },
      { date: "2027-02-24", count: 1, failing: 0 },
    ];
    expect(layOut(expiries, TODAY, BY_DAY).bars.every((bar) => bar.count === 0)).toBe(true);
  });

  test("shows a single failing one beside a day of thousands", () => {
    const expiries = [
      { date: "2026-11-26", count: 2, failing: 1 },
      { date: "2026-12-01", count: 5000, failing: 0 },
    ];
    const bar = layOut(expiries, TODAY, BY_DAY).bars[1];
    expect(bar?.failingHeight).toBe(8);
    expect(bar?.height).toBe(12);
  });

  test("never draws above the top", () => {
    const low = { ...BY_DAY, height: 6 };
    const bar = layOut([{ date: TODAY, count: 2, failing: 1 }], TODAY, low).bars[0];
    expect(bar).toMatchObject({ height: 6, failingHeight: 6 });
  });

  test("adds the days of a week up, the last one being shorter", () => {
    const expiries = [
      { date: "2026-11-25", count: 1, failing: 0 },
      { date: "2026-12-01", count: 2, failing: 1 },
      { date: "2026-12-02", count: 4, failing: 0 },
    ];
    const { bars } = layOut(expiries, TODAY, { ...BY_DAY, daysPerBar: 7 });
    expect(bars).toHaveLength(13);
    expect(bars[0]).toMatchObject({ from: TODAY, to: "2026-12-01", count: 3, failing: 1 });
    expect(bars[1]?.count).toBe(4);
    expect(bars[12]).toMatchObject({ from: "2027-02-17", to: "2027-02-23", width: 70 });
  });

  test("marks today and each 30 days", () => {
    expect(layOut([], TODAY, BY_DAY).ticks).toEqual([
      { x: 0, date: "2026-11-25" },
      { x: 300, date: "2026-12-25" },
      { x: 600, date: "2027-01-24" },
      { x: 900, date: "2027-02-23" },
    ]);
  });
});

describe("going along it", () => {
  const line = layOut(
    [
      { date: "2026-11-27", count: 1, failing: 0 },
      { date: "2026-12-05", count: 1, failing: 0 },
    ],
    TODAY,
    BY_DAY,
  );

  test("a place leads to its bar", () => {
    expect(barAt(line, -5)).toBe(0);
    expect(barAt(line, 25)).toBe(2);
    expect(barAt(line, 2000)).toBe(90);
  });

  test("empty days are skipped, and the ends hold", () => {
    expect(nextBar(line, 2, 1)).toBe(10);
    expect(nextBar(line, 10, 1)).toBe(10);
    expect(nextBar(line, 10, -1)).toBe(2);
  });
});
