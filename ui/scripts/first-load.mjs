// Fails when the script that the first page needs, its entry and what that imports at once, is over the limit.
import { readFile, rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const LIMIT = 250 * 1024;
const DIST = new URL("../dist/", import.meta.url);

const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", DIST), "utf8"));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const needed = new Set();
const visit = (key) => {
  if (needed.has(key)) return;
  needed.add(key);
  for (const imported of manifest[key].imports ?? []) visit(imported);
};
visit(entry);

// It is for this check alone, and nothing to serve.
await rm(new URL(".vite/", DIST), { recursive: true });

let total = 0;
for (const key of needed) {
  const file = manifest[key].file;
  const size = gzipSync(await readFile(new URL(file, DIST)), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KiB  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KiB  first load, of ${LIMIT / 1024} KiB`);
if (total > LIMIT) {
  console.error("The first load's script is over its limit: load a page or a library lazily.");
  process.exit(1);
}
