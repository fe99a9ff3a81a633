import type { Flow, FlowExchange, FlowStep } from "../api/types";

/** What the picture can show at a time: one exchange, or a step in which nobody asked anybody. */
export interface Moment {
  /** The same for as long as the exchange is the same, answered or not. */
  key: string;
  step: FlowStep;
  /** 0 for the first step. */
  index: number;
  exchange: FlowExchange | null;
}

/** The key of the moment after the last step of an issuance that went well. */
export const END = "end";

/** Everything that has happened, in its order; steps that are still to come have no moments. */
export function momentsOf(flow: Flow): Moment[] {
  const index = flow.steps.length - 1;
  const step = flow.steps[index];
  const happened = momentsOfSteps(flow);
  if (!step || flow.state !== "issued") return happened;
  return [...happened, { key: END, step, index, exchange: null }];
}

function momentsOfSteps(flow: Flow): Moment[] {
  const used = new Map<string, number>();
  return flow.steps.flatMap((step, index): Moment[] => {
    if (step.status === "pending") return [];
    if (step.exchanges.length === 0) return [{ key: step.id, step, index, exchange: null }];
    return step.exchanges.map((exchange) => {
      const { at, from, to, subject, asked } = exchange;
      const name = [step.id, at, from, to, subject, asked].join("|");
      const before = used.get(name) ?? 0;
      used.set(name, before + 1);
      return { key: before === 0 ? name : `${name}|${before}`, step, index, exchange };
    });
  });
}

/** Where it is now: the last thing said in the step that is under way or has failed. */
export function latest(moments: Moment[]): Moment | null {
  const current = moments.filter(
    ({ step }) => step.status === "active" || step.status === "failed",
  );
  return current.at(-1) ?? moments.at(-1) ?? null;
}

/** The moment that opening a step shows: what it came to; null when it is still to come. */
export function lastOf(moments: Moment[], step: string): Moment | null {
  return moments.findLast((moment) => moment.step.id === step && moment.key !== END) ?? null;
}

/** The moment `by` further; at an end it stays. */
export function beside(moments: Moment[], key: string, by: 1 | -1): Moment | null {
  const index = moments.findIndex((moment) => moment.key === key);
  return moments[index + by] ?? null;
}

const SLOW_MS = 900;
const FAST_MS = 350;
const FEW = 4;

/** How long a moment stays when `waiting` more have come meanwhile: never far behind what is. */
export const paceOf = (waiting: number) => (waiting > FEW ? FAST_MS : SLOW_MS);

/** What to show after `key` on the way to where it is now; null when it is there. */
export function towards(moments: Moment[], key: string | null): Moment | null {
  const end = latest(moments);
  if (!end || end.key === key) return null;
  const from = moments.findIndex((moment) => moment.key === key);
  const to = moments.indexOf(end);
  const next = from < 0 ? inPlaceOf(moments, key) : from + 1;
  // A new try may have begun before what is shown.
  return next < 0 || to < next ? end : (moments[next] ?? end);
}

/**
 * Where to go on from a moment that is there no more: from a step in which nothing had been asked to
 * the first that was, from a question that is forgotten to the last of its step. -1: nowhere.
 */
function inPlaceOf(moments: Moment[], key: string | null): number {
  if (key === null) return -1;
  const [step] = key.split("|");
  return step === key
    ? moments.findIndex((moment) => moment.step.id === step)
    : moments.findLastIndex((moment) => moment.step.id === step && moment.key !== END);
}

/** The moment of a key, or what has taken its place. */
export function momentOf(moments: Moment[], key: string | null): Moment | null {
  const known = moments.find((moment) => moment.key === key);
  return known ?? moments[inPlaceOf(moments, key)] ?? latest(moments);
}

/** How many moments there are between what is shown and where it is now. */
export function behind(moments: Moment[], key: string | null): number {
  const end = latest(moments);
  const known = moments.findIndex((moment) => moment.key === key);
  const from = known < 0 ? inPlaceOf(moments, key) : known;
  return end && from >= 0 ? Math.max(0, moments.indexOf(end) - from) : 0;
}
