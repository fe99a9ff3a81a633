import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { behind, latest, type Moment, paceOf, towards } from "./moments";

/**
 * The moment to show while the flow goes on. What happens within a second is shown one after the
 * other, long enough to be read; where motion is not wanted the picture goes to the latest at once.
 */
export function useFollow(moments: Moment[], enabled: boolean): Moment | null {
  const still = useReducedMotion();
  const [key, setKey] = useState(() => latest(moments)?.key ?? null);
  const next = towards(moments, key)?.key ?? null;
  const wait = paceOf(behind(moments, key));

  useEffect(() => {
    if (!enabled || next === null) return;
    const timer = window.setTimeout(() => setKey(next), wait);
    return () => window.clearTimeout(timer);
  }, [enabled, next, wait]);

  const shown = still ? undefined : moments.find((moment) => moment.key === key);
  return shown ?? latest(moments);
}
