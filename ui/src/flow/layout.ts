import type { FlowActor, FlowExchange } from "../api/types";

/** Where an exchange is drawn on a stage with the actors in a row; percent of its width. */
export interface Arrow {
  /** The middle of who asks. */
  from: number;
  /** The middle of who is asked; the same as `from` when somebody asks themselves. */
  to: number;
  /** The left end. */
  left: number;
  width: number;
  /** The middle between both, where the words stand. */
  middle: number;
  direction: "right" | "left" | "self";
}

/** The middle of a column of equal columns. */
export function columnMiddle(index: number, columns: number): number {
  return ((index + 0.5) / columns) * 100;
}

/** Null when one of both does not take part. */
export function arrowOf(actors: FlowActor[], exchange: FlowExchange | null): Arrow | null {
  if (!exchange) return null;
  const asking = actors.findIndex(({ id }) => id === exchange.from);
  const asked = actors.findIndex(({ id }) => id === exchange.to);
  if (asking < 0 || asked < 0) return null;
  const from = columnMiddle(asking, actors.length);
  const to = columnMiddle(asked, actors.length);
  return {
    from,
    to,
    left: Math.min(from, to),
    width: Math.abs(to - from),
    middle: (from + to) / 2,
    direction: from === to ? "self" : from < to ? "right" : "left",
  };
}
