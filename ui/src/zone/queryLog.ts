import type { LoggedQuery } from "../api/types";

/** How many queries the page keeps. */
export const LIMIT = 300;

/** The queries on the page, newest first. */
export interface QueryLog {
  shown: Entry[];
  /** What came while the page stands still. */
  held: Entry[];
  paused: boolean;
  /** The number that the next entry gets. */
  next: number;
}

export interface Entry extends LoggedQuery {
  /** Of this page alone: the service gives queries no number. */
  number: number;
}

export const EMPTY: QueryLog = { shown: [], held: [], paused: false, next: 0 };

/** Adds what came, oldest first. The service repeats the last ones to a new connection: they stay once. */
export function add(log: QueryLog, came: LoggedQuery[]): QueryLog {
  const known = new Set([...log.held, ...log.shown].map(identity));
  let next = log.next;
  const fresh: Entry[] = [];
  for (const query of came) {
    if (known.has(identity(query))) continue;
    fresh.unshift({ ...query, number: next++ });
  }
  if (fresh.length === 0) return log;
  const part = log.paused ? "held" : "shown";
  return { ...log, [part]: [...fresh, ...log[part]].slice(0, LIMIT), next };
}

/** Stands still, or goes on with all that came meanwhile. */
export function setPaused(log: QueryLog, paused: boolean): QueryLog {
  if (paused) return { ...log, paused };
  return { ...log, paused, held: [], shown: [...log.held, ...log.shown].slice(0, LIMIT) };
}

function identity({ at, client, name, type, transport }: LoggedQuery): string {
  return `${at} ${client} ${transport} ${type} ${name}`;
}
