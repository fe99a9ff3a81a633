import type { Role, TokenScope } from "../api/types";

export const ROLES: { value: Role; title: string; words: string }[] = [
  {
    value: "viewer",
    title: "Viewer",
    words: "Sees everything but private keys, and changes nothing.",
  },
  {
    value: "operator",
    title: "Operator",
    words: "Issues, renews, downloads and deletes certificates for given domains.",
  },
  {
    value: "administrator",
    title: "Administrator",
    words: "Everything: users, tokens and settings too.",
  },
];

export const SCOPES: { value: TokenScope; title: string; words: string }[] = [
  { value: "read", title: "Read", words: "Sees everything but private keys: for monitoring." },
  {
    value: "issue",
    title: "Issue for given domains",
    words: "Issues, renews, downloads and deletes their certificates: for a deployment.",
  },
  {
    value: "download",
    title: "Download one certificate",
    words: "Fetches it with its private key, and nothing else: for the server that uses it.",
  },
  { value: "admin", title: "Admin", words: "Everything. Rarely what a program needs." },
];

export const roleTitle = (role: Role) => ROLES.find((one) => one.value === role)?.title ?? role;
export const scopeTitle = (scope: TokenScope) =>
  SCOPES.find((one) => one.value === scope)?.title ?? scope;

/** The domains of a text, in lower case and each once. */
export function domainsOf(text: string): string[] {
  const typed = text.split(/[\s,;]+/).map((one) => one.toLowerCase().replace(/\.$/, ""));
  return [...new Set(typed.filter(Boolean))];
}

/** A token's state that it cannot be used in; null while it can. */
export function endedWord(
  token: { revokedAt: string | null; expiresAt: string | null },
  now: number,
): "Revoked" | "Expired" | null {
  if (token.revokedAt) return "Revoked";
  return token.expiresAt && Date.parse(token.expiresAt) <= now ? "Expired" : null;
}
