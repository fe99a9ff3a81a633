/** The names in what somebody typed or pasted: one a line, or separated by commas or spaces. */
export function splitNames(text: string): string[] {
  const seen = new Set<string>();
  const names: string[] = [];
  for (const name of text.split(/[\s,;]+/)) {
    const same = name.toLowerCase();
    if (name === "" || seen.has(same)) continue;
    seen.add(same);
    names.push(name);
  }
  return names;
}

/** The text with names added, each on a line of its own. */
export function withNames(text: string, added: string[]): string {
  const present = new Set(splitNames(text).map((name) => name.toLowerCase()));
  const missing = added.filter((name) => !present.has(name.toLowerCase()));
  const before = text.trimEnd();
  return [...(before ? [before] : []), ...missing].join("\n");
}

export const isWildcard = (name: string) => name.startsWith("*.");

/** A wildcard's domain; any other name itself. */
export const baseDomain = (name: string) => name.replace(/^\*\./, "");

/** "*.myapp.com and myapp.com", "a.com and 2 more names": for where there is room for one line. */
export function namesInShort(names: string[]): string {
  const [first = "", second, ...others] = names;
  if (second === undefined) return first;
  return others.length === 0
    ? `${first} and ${second}`
    : `${first} and ${others.length + 1} more names`;
}

/**
 * What to say behind a name that stands there already: the service's sentence begins with the name,
 * as "'a_b.com': has …" or "'a..com' has …".
 */
export function afterName(sentence: string, name: string): string {
  for (const head of [`'${name}'`, name]) {
    if (sentence.startsWith(head) && /^[:\s]/.test(sentence.slice(head.length))) {
      return sentence.slice(head.length);
    }
  }
  return `: ${sentence}`;
}
