import { asProblem } from "../api/problem";
import { focusMistake } from "./focusMistake";
import { formMistakes } from "./formMistakes";

interface Form {
  setErrors: (errors: Record<string, string>) => void;
}

/** Shows a refused request's mistakes at the fields of its form. */
export function showMistakes(form: Form, error: unknown) {
  const mistakes = formMistakes(asProblem(error));
  form.setErrors(mistakes);
  focusMistake(mistakes);
}
