import { counted } from "../ui/sentence";
import type { Bar } from "./timeLine";

// The service counts in days of UTC, so they are named in UTC too.
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const LONG = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "1 Dec" */
export const shortDay = (date: string) => SHORT.format(new Date(date));

/** "Tue, 1 Dec 2026" */
export const longDay = (date: string) => LONG.format(new Date(date));

/** "Tue, 1 Dec 2026: 4 certificates end, 1 of them failing" */
export function barWords(bar: Bar): string {
  const when =
    bar.from === bar.to ? longDay(bar.from) : `${shortDay(bar.from)} to ${longDay(bar.to)}`;
  if (bar.count === 0) return `${when}: none ends`;
  const ends = counted(bar.count, "certificate ends", "certificates end");
  if (bar.failing === 0) return `${when}: ${ends}`;
  const failing =
    bar.count === bar.failing
      ? bar.count === 1
        ? "and is failing"
        : "all of them failing"
      : `${bar.failing} of them failing`;
  return `${when}: ${ends}${failing.startsWith("and") ? " " : ", "}${failing}`;
}
