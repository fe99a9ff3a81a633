/** A clause of the service's as a sentence of the page: "waiting for you" is "Waiting for you." */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  // A name keeps its spelling: `acme.example answers` does not become `Acme.example answers`.
  const [first = ""] = trimmed.split(" ");
  const start = /^[a-z]+$/.test(first) ? trimmed[0]?.toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?…)]$/.test(start) ? start : `${start}.`;
}
