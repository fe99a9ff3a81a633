import { useEffect, useReducer } from "react";

/**
 * The present time in epoch milliseconds, looked at again each `every` milliseconds, and with anything
 * that is drawn anew: what has just come from the service must not seem to lie ahead.
 */
export function useNow(every = 30_000): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = window.setInterval(tick, every);
    return () => window.clearInterval(timer);
  }, [every]);
  return Date.now();
}

/** Seconds until then, counted down on the page; 0 once it is past, and for null. */
export function useSecondsUntil(at: string | null | undefined): number {
  const now = useNow(1000);
  return at ? Math.max(0, Math.ceil((Date.parse(at) - now) / 1000)) : 0;
}
