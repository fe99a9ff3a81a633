import { useEffect, useState } from "react";

/** The present time in epoch milliseconds, looked at again each `every` milliseconds. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  return now;
}

/** Seconds until then, counted down on the page; 0 once it is past, and for null. */
export function useSecondsUntil(at: string | null | undefined): number {
  const now = useNow(1000);
  return at ? Math.max(0, Math.ceil((Date.parse(at) - now) / 1000)) : 0;
}
