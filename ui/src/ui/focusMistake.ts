/** Puts the focus on the first field of a form that has a mistake; for `form.onSubmit(save, focusMistake)`. */
export function focusMistake(errors: Record<string, unknown>) {
  const first = Object.keys(errors)[0];
  if (!first) return;
  const field = `[data-path="${CSS.escape(first)}"]`;
  // The page below a dialog may have a form with the same field.
  const inDialog = document.querySelector<HTMLElement>(`[role="dialog"] ${field}`);
  (inDialog ?? document.querySelector<HTMLElement>(field))?.focus();
}
