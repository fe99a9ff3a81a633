// Any other first word may be a name, such as an authority's, which is spelled as it is.
const BEGINNINGS =
  /^(a|add|all|an|another|ask|change|check|choose|continue|create|delete|each|enter|every|it|its|let|look|make|move|no|nobody|none|not|nothing|once|one|only|open|put|remove|renew|replace|see|several|set|sign|start|the|there|these|this|two|wait)$/;

/**
 * What the service says in the middle of a line, as a sentence of its own: "there is no CNAME yet" →
 * "There is no CNAME yet." A name at the beginning stays as it is.
 */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.split(/[\s,]/, 1)[0] ?? "";
  const begun = BEGINNINGS.test(first) ? first.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return begun === "" || /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** "1 certificate", "3 certificates" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c" */
export function listed(parts: string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
