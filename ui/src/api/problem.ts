import type { ProblemDocument } from "./types";

/** A call that failed, with the service's problem document or one that says why none came. */
export class ProblemError extends Error {
  readonly problem: ProblemDocument;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;

  constructor(problem: ProblemDocument, status: number) {
    super(summary(problem));
    this.name = "ProblemError";
    this.problem = problem;
    this.status = status;
  }
}

/** The one line to show when there is room for one. */
export function summary(problem: ProblemDocument): string {
  return problem.detail || problem.title || problem.type || "Something went wrong.";
}

/** Any thrown thing as a problem document. */
export function asProblem(error: unknown): ProblemDocument {
  if (error instanceof ProblemError) return error.problem;
  return {
    title: "This page failed",
    detail: error instanceof Error ? error.message : String(error),
    kind: "internal",
    advice: "Reload the page; if it stays so, look at the server's log.",
  };
}

/**
 * The mistakes of a refused request by the first part of their pointer: `#/names/3` is under `names`.
 * For a form: each field shows its own, and what no field shows goes above the form.
 */
export function mistakesByField(problem: ProblemDocument): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const mistake of problem.errors ?? []) {
    const field = mistake.pointer?.replace(/^#?\//, "").split("/")[0] ?? mistake.name;
    if (!field) continue;
    fields[field] = fields[field] ? `${fields[field]} ${mistake.detail}` : mistake.detail;
  }
  return fields;
}
