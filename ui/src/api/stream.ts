import { useEffect, useRef, useState } from "react";
import { urlOf } from "./client";

export type StreamState = "connecting" | "open" | "lost";

type Handlers<Events> = { [Name in keyof Events]?: (data: Events[Name]) => void };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
// A server that starts again is back before that.
const PATIENCE = 3;

/** How long to wait before the attempt after `failures` failed ones. */
export function reconnectWait(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
}

/**
 * Listens to a stream of events for as long as the component is there, and connects again when it is
 * lost. A null path listens to nothing. The service sends the present state first, so that nothing is
 * missed by a new connection.
 */
export function useStream<Events>(path: string | null, handlers: Handlers<Events>): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const latest = useRef(handlers);
  latest.current = handlers;
  const names = Object.keys(handlers).sort().join(" ");

  useEffect(() => {
    if (path === null) return;
    let source: EventSource | null = null;
    let timer: number | undefined;
    let failures = 0;

    const connect = () => {
      source = new EventSource(urlOf(path));
      source.onopen = () => {
        failures = 0;
        setState("open");
      };
      source.onerror = () => {
        setState(failures < PATIENCE ? "connecting" : "lost");
        source?.close();
        timer = window.setTimeout(connect, reconnectWait(failures));
        failures += 1;
      };
      for (const name of names.split(" ").filter(Boolean)) {
        source.addEventListener(name, (event) => {
          const handler = latest.current[name as keyof Events];
          handler?.(JSON.parse((event as MessageEvent<string>).data));
        });
      }
    };
    connect();
    return () => {
      window.clearTimeout(timer);
      source?.close();
    };
  }, [path, names]);

  return state;
}
