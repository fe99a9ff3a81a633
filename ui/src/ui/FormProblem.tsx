import type { ProblemDocument } from "../api/types";
import { beyondFields } from "./formMistakes";
import { Problem } from "./Problem";

interface Props {
  problem: ProblemDocument;
  title: string;
  /** The fields that show their own mistakes. */
  fields: string[];
}

/** What a form was refused with, as far as no field says it already. */
export function FormProblem({ problem, title, fields }: Props) {
  const rest = beyondFields(problem, fields);
  return rest && <Problem problem={rest} title={title} />;
}
