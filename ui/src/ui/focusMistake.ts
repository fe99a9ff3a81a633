/** Puts the focus on the first field of a form that has a mistake; for `form.onSubmit(save, focusMistake)`. */
export function focusMistake(errors: Record<string, unknown>) {
  const first = Object.keys(errors)[0];
  if (!first) return;
  const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(first)}"]`);
  field?.focus();
}
