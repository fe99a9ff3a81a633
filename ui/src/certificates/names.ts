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

/** "myapp.com", "myapp.com and 2 more names": for where there is room for one. */
export function namesInShort(names: string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  return `${first} and ${others.length} more ${others.length === 1 ? "name" : "names"}`;
}
