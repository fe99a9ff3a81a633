const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const ABSOLUTE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

// The clocks of the server and of the reader are never quite the same.
const CLOCK_TOLERANCE_S = 5;

/** "in 3 days", "2 hours ago", "now". Whole units, never rounded up. */
export function relative(at: string, now: number): string {
  const seconds = Math.trunc((Date.parse(at) - now) / 1000);
  if (seconds > 0 && seconds < CLOCK_TOLERANCE_S) return "now";
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.trunc(seconds / size), unit);
  }
  return "now";
}

/** "25 Nov 2026, 08:06:55 UTC", in the reader's own time zone. */
export const absolute = (at: string) => ABSOLUTE.format(new Date(at));

/** "25 Nov 2026" */
export const day = (at: string) => DAY.format(new Date(at));

/** "08:06:55" */
export const clock = (at: string) => CLOCK.format(new Date(at));

/** Whole days until then; below 0 when it is past. */
export function daysUntil(at: string, now: number): number {
  return Math.floor((Date.parse(at) - now) / 86_400_000);
}

/** The service's words with their times (RFC 3339) as the page writes times. */
export const withTimes = (text: string) =>
  text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (at) => absolute(at));

/** "5 s", "2 min 5 s", "3 h 4 min": how long something took or takes. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 0.05) return "under 0.1 s";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
