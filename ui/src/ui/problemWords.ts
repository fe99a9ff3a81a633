import type { ProblemDocument } from "../api/types";

const ACME = "urn:ietf:params:acme:error:";

/** RFC 8555 section 6.7 and RFC 9773, in words. */
const TITLES: Record<string, string> = {
  badCSR: "The authority did not accept the request's key or names",
  caa: "A CAA record forbids this authority",
  connection: "The authority could not connect",
  dns: "The authority could not look the name up",
  externalAccountRequired: "The authority wants an account that you have with it",
  incorrectResponse: "The authority found another answer than the right one",
  rateLimited: "The authority's limit has been reached",
  rejectedIdentifier: "The authority issues nothing for this name",
  serverInternal: "The authority has a fault",
  tls: "The authority could not make a TLS connection",
  unauthorized: "The authority could not see that the name is yours",
  unsupportedIdentifier: "The authority does not issue for this kind of name",
  userActionRequired: "The authority wants you to do something",
};

/** The name of a CA's error, `caa`; null for a problem that is not a CA's. */
export function acmeName(type: string | undefined): string | null {
  return type?.startsWith(ACME) ? type.slice(ACME.length) : null;
}

export function problemTitle(problem: ProblemDocument): string {
  const acme = acmeName(problem.type);
  return (acme && TITLES[acme]) || problem.title || "Something went wrong";
}
