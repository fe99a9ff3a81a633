/** Has the browser save a file that is made on the page. */
export function saveFile(content: BlobPart, name: string, type: string) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser has begun to read it by then.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file's name for a certificate: `wildcard.myapp.com` for `*.myapp.com`, no longer than systems take. */
export function fileName(names: string[], suffix: string): string {
  const base = (names[0] ?? "certificate")
    .replace(/^\*\./, "wildcard.")
    .replace(/[^A-Za-z0-9.-]/g, "_")
    .slice(0, 100)
    .replace(/\.+$/, "");
  return `${base}${suffix}`;
}
