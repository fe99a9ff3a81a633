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
