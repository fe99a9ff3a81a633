import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { behind, latest, type Moment, momentOf, paceOf, towards } from "./moments";

/**
 * The moment to show while the flow goes on. What happens within a second is shown one after the
 * other, long enough to be read; where motion is not wanted the picture goes to the latest at once.
 */
export function useFollow(moments: Moment[], enabled: boolean, fromStart: boolean): Moment | null {
  const still = useReducedMotion();
  const [key, setKey] = useState(() => (fromStart ? moments[0] : latest(moments))?.key ?? null);
  const next = towards(moments, key)?.key ?? null;
  const wait = paceOf(behind(moments, key));

  useEffect(() => {
    if (!enabled || next === null) return;
    const timer = window.setTimeout(() => setKey(next), wait);
    return () => window.clearTimeout(timer);
  }, [enabled, next, wait]);

  return still ? latest(moments) : momentOf(moments, key);
}
