export interface Part {
  /** Where in the text it begins. */
  at: number;
  text: string;
  link: boolean;
}

/** Cuts a text at its https addresses; a full stop or bracket at an address's end is not part of it. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(/https:\/\/[^\s<>"']+/g)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, "");
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index), link: false });
    parts.push({ at: match.index, text: address, link: true });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end), link: false });
  return parts;
}
