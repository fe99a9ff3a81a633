/** Where an authority's terms are to be read. */
export type Terms =
  | { kind: "none" }
  | { kind: "page"; address: string }
  | { kind: "text"; text: string };

const PLAIN = /^data:text\/plain(?:;charset=[^,;]*)?,/i;

/**
 * The `termsOfService` of a directory (RFC 8555 section 7.1.1). It is somebody else's text: only what
 * is a web page becomes a link, for `javascript:` would run here.
 */
export function termsOf(uri: string | null): Terms {
  if (!uri) return { kind: "none" };
  if (/^https?:\/\//i.test(uri)) return { kind: "page", address: uri };
  if (!PLAIN.test(uri)) return { kind: "text", text: uri };
  try {
    return { kind: "text", text: decodeURIComponent(uri.replace(PLAIN, "")) };
  } catch {
    return { kind: "text", text: uri };
  }
}
