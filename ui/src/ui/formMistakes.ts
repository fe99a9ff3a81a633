import type { Mistake, ProblemDocument } from "../api/types";
import { sentence } from "./sentence";

/** The field that a mistake is at: the last word of its pointer, a list's number left out. */
function fieldOf(mistake: Mistake): string {
  const words = (mistake.pointer ?? mistake.name ?? "").replace(/^#/, "").split("/");
  return words.filter((word) => word && !/^\d+$/.test(word)).at(-1) ?? "";
}

/** The mistakes of a refused request by field, for `form.setErrors`. */
export function formMistakes(problem: ProblemDocument): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const mistake of problem.errors ?? []) {
    const field = fieldOf(mistake);
    if (!field) continue;
    const words = sentence(mistake.detail);
    fields[field] = fields[field] ? `${fields[field]} ${words}` : words;
  }
  return fields;
}

/** The problem without what the fields show; null when that was all of it. */
export function beyondFields(problem: ProblemDocument, fields: string[]): ProblemDocument | null {
  const errors = problem.errors ?? [];
  if (errors.length === 0) return problem;
  const rest = errors.filter((mistake) => !fields.includes(fieldOf(mistake)));
  if (rest.length === 0) return null;
  // The detail sums up all of the mistakes, those at the fields too.
  return rest.length < errors.length ? { ...problem, detail: null, errors: rest } : problem;
}
