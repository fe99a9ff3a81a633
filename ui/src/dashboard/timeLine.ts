const DAY_MS = 86_400_000;

/** How far ahead the time line looks. */
export const DAYS = 90;

export interface Expiry {
  /** `2026-12-01`, UTC. */
  date: string;
  count: number;
  /** How many of them are failing. */
  failing: number;
}

export interface Bar {
  /** The first and the last day that it stands for, both included. */
  from: string;
  to: string;
  count: number;
  failing: number;
  x: number;
  width: number;
  /** Of the whole bar; the failing part stands at its foot. */
  height: number;
  failingHeight: number;
}

export interface Tick {
  x: number;
  date: string;
}

export interface TimeLine {
  /** One for each day or span of days, the empty ones too. */
  bars: Bar[];
  ticks: Tick[];
  /** What the highest bar stands for. */
  most: number;
}

interface Box {
  width: number;
  height: number;
  /** How many days share a bar: fewer and wider ones where there is little room. */
  daysPerBar: number;
}

// A single certificate beside a day of hundreds has to be seen, and a failing one not missed.
const LEAST_HEIGHT = 4;
const LEAST_FAILING_HEIGHT = 8;
const TICK_DAYS = 30;

const dayNumber = (date: string) => Math.floor(Date.parse(date) / DAY_MS);
const dateOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** Where the bars and dates of the next 90 days go; days that are past or later are left out. */
export function layOut(expiries: Expiry[], today: string, box: Box): TimeLine {
  const first = dayNumber(today);
  const days = DAYS + 1;
  const perDay = box.width / days;
  const bars = Array.from({ length: Math.ceil(days / box.daysPerBar) }, (_, index) => {
    const from = index * box.daysPerBar;
    const to = Math.min(from + box.daysPerBar, days) - 1;
    const x = from * perDay;
    return {
      ...emptyBar(dateOf(first + from), dateOf(first + to)),
      x,
      width: (to + 1) * perDay - x,
    };
  });
  for (const { date, count, failing } of expiries) {
    const ahead = dayNumber(date) - first;
    const bar = ahead < 0 ? undefined : bars[Math.floor(ahead / box.daysPerBar)];
    if (!bar || ahead >= days) continue;
    bar.count += count;
    bar.failing += failing;
  }
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  for (const bar of bars) raise(bar, most, box.height);
  const ticks = Array.from({ length: Math.floor(DAYS / TICK_DAYS) + 1 }, (_, index) => ({
    x: index * TICK_DAYS * perDay,
    date: dateOf(first + index * TICK_DAYS),
  }));
  return { bars, ticks, most };
}

function emptyBar(from: string, to: string): Bar {
  return { from, to, count: 0, failing: 0, x: 0, width: 0, height: 0, failingHeight: 0 };
}

function raise(bar: Bar, most: number, height: number) {
  if (bar.count === 0) return;
  const scaled = (count: number) => (count / most) * height;
  bar.failingHeight = bar.failing ? Math.max(LEAST_FAILING_HEIGHT, scaled(bar.failing)) : 0;
  const least = bar.count > bar.failing ? bar.failingHeight + LEAST_HEIGHT : bar.failingHeight;
  bar.height = Math.min(height, Math.max(LEAST_HEIGHT, least, scaled(bar.count)));
  bar.failingHeight = Math.min(bar.failingHeight, bar.height);
}

/** The bar at a place; places outside are at the nearest end. */
export function barAt(line: TimeLine, x: number): number {
  const found = line.bars.findIndex((bar) => x < bar.x + bar.width);
  return found < 0 ? line.bars.length - 1 : found;
}

/** The next bar with something, from `index` in the direction of `step`; stays when there is none. */
export function nextBar(line: TimeLine, index: number, step: 1 | -1): number {
  for (let at = index + step; at >= 0 && at < line.bars.length; at += step) {
    if (line.bars[at]?.count) return at;
  }
  return index;
}
