import { absolute } from "../ui/time";

export interface Change {
  field: string;
  kind: "added" | "removed" | "changed" | "same";
  before: string;
  after: string;
}

/** In place of an empty value. */
export const NONE = "—";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

type State = Record<string, unknown> | null;

/** The fields of both states, what has changed first; in the order in which they stand. */
export function changes(before: State, after: State): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const all = fields.map((field) => change(field, before, after));
  return [...all.filter((one) => one.kind !== "same"), ...all.filter((one) => one.kind === "same")];
}

function change(field: string, before: State, after: State): Change {
  const was = before ? words(before[field]) : "";
  const is = after ? words(after[field]) : "";
  const had = before !== null && field in before;
  const has = after !== null && field in after;
  const kind = !had ? "added" : !has ? "removed" : was === is ? "same" : "changed";
  return { field, kind, before: was, after: is };
}

/** A value as a person reads it: lists one a line, nothing as a dash. */
function words(value: unknown): string {
  if (value === null || value === undefined || value === "") return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? NONE : value.map(words).join("\n");
  if (typeof value === "string" && TIME.test(value)) return absolute(value);
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}

/** `keyType` as "Key type". */
export function fieldWords(field: string): string {
  const spaced = field.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[-_]/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}
