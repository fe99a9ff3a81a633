/** A path of this site as it is; anything else is the first page, so that a link cannot lead away. */
export function safePath(path: string | null | undefined): string {
  if (!path || !/^\/(?![/\\])/.test(path) || /[\\\r\n\t]/.test(path)) return "/";
  return path;
}

/** The parts of an address's fragment, `#token=…&to=/path`. */
export function fragment(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ""));
}
