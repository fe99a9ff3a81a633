import { useEffect, useState } from "react";

/** The present time in epoch milliseconds, looked at again each `every` milliseconds. */
export function useNow(every = 30_000): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), every);
    return () => window.clearInterval(timer);
  }, [every]);
  // Not the time of the last tick: what has just come from the server would be in the future.
  return Date.now();
}

/** Seconds until then, counted down on the page; 0 once it is past, and for null. */
export function useSecondsUntil(at: string | null | undefined): number {
  const now = useNow(1000);
  return at ? Math.max(0, Math.ceil((Date.parse(at) - now) / 1000)) : 0;
}
