import type { Tone } from "./tone";

const USUAL_LIFE_MS = 90 * 86_400_000;

/** The part of its life that is left, 0 to 1; without a beginning a life of 90 days is taken. */
export function share(notBefore: string | null, notAfter: string, now: number): number {
  const end = Date.parse(notAfter);
  const life = notBefore ? end - Date.parse(notBefore) : USUAL_LIFE_MS;
  return life <= 0 ? 0 : Math.min(1, Math.max(0, (end - now) / life));
}

/** Renewal is due when a third is left; short lives are judged by their share, not by days. */
export function toneOfDays(days: number, left: number): Tone {
  if (days < 0 || left < 0.1) return "bad";
  return left < 0.25 ? "warn" : "ok";
}

export function wordsOfDays(days: number): string {
  if (days < 0) return days === -1 ? "expired 1 day ago" : `expired ${-days} days ago`;
  if (days === 0) return "less than a day left";
  return days === 1 ? "1 day left" : `${days} days left`;
}
