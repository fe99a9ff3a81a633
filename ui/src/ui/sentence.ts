// "letsencrypt refused it": who does something is a name, such as an authority's, spelled as it is.
const NAME_DOES =
  /^(?!(it|nobody|none|nothing|one|that|there|these|this)\b)\S+ (answered|answers|asked|asks|cannot|did|does|has|is|issues|refused|refuses|said|says|wants|will)\b/;

/**
 * What the service says in the middle of a line, as a sentence of its own: "there is no CNAME yet" →
 * "There is no CNAME yet." A name at the beginning stays as it is.
 */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const isWord = /^[a-z]+(?=[\s,:;]|$)/.test(trimmed) && !NAME_DOES.test(trimmed);
  const begun = isWord ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
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
