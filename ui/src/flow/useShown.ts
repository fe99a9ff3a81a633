import { useEffect, useState } from "react";
import { beside, lastOf, latest, type Moment } from "./moments";
import { useFollow } from "./useFollow";

const PLAY_MS = 1_800;

/** What is looked at: the present, or what somebody went back to. */
type View = { at: "now" } | { at: "moment"; key: string } | { at: "step"; id: string };

export interface Shown {
  /** Null when a step is looked at that is still to come. */
  moment: Moment | null;
  /** The id of the step that is looked at. */
  step: string | null;
  following: boolean;
  playing: boolean;
  /** Whether there is something after or before it. */
  hasNext: boolean;
  hasPrevious: boolean;
  go: (by: 1 | -1) => void;
  showMoment: (key: string) => void;
  showStep: (id: string) => void;
  follow: () => void;
  play: () => void;
  stop: () => void;
}

/** Which moment the picture shows, and the ways to another. */
export function useShown(moments: Moment[], fromStart: boolean): Shown {
  const [view, setView] = useState<View>({ at: "now" });
  const [playing, setPlaying] = useState(false);
  const followed = useFollow(moments, view.at === "now", fromStart);
  const moment = momentIn(view, moments, followed);
  const next = moment ? beside(moments, moment.key, 1) : null;
  const previous = moment ? beside(moments, moment.key, -1) : null;
  const nextKey = next?.key ?? null;

  useEffect(() => {
    if (!playing) return;
    const timer = window.setTimeout(() => {
      if (nextKey !== null) setView({ at: "moment", key: nextKey });
      else {
        setPlaying(false);
        setView({ at: "now" });
      }
    }, PLAY_MS);
    return () => window.clearTimeout(timer);
  }, [playing, nextKey]);

  const look = (wanted: View) => {
    setPlaying(false);
    setView(wanted);
  };
  const go = (by: 1 | -1) => {
    const target = by === 1 ? next : previous;
    if (target) look({ at: "moment", key: target.key });
  };
  const play = () => {
    const start = next && view.at !== "now" ? moment : moments[0];
    if (!start) return;
    setView({ at: "moment", key: start.key });
    setPlaying(true);
  };
  return {
    moment,
    step: view.at === "step" ? view.id : (moment?.step.id ?? null),
    following: view.at === "now",
    playing,
    hasNext: next !== null,
    hasPrevious: previous !== null,
    go,
    showMoment: (key) => look({ at: "moment", key }),
    showStep: (id) => {
      const last = lastOf(moments, id);
      look(last ? { at: "moment", key: last.key } : { at: "step", id });
    },
    follow: () => look({ at: "now" }),
    play,
    stop: () => setPlaying(false),
  };
}

function momentIn(view: View, moments: Moment[], followed: Moment | null): Moment | null {
  switch (view.at) {
    case "now":
      return followed;
    case "step":
      return lastOf(moments, view.id);
    case "moment":
      return moments.find(({ key }) => key === view.key) ?? latest(moments);
  }
}
