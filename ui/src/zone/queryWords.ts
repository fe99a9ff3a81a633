import type { LoggedQuery } from "../api/types";
import type { Shown } from "../ui/statuses";

/** What each type of record is for, of the types that are asked for here. */
export const TYPES: Record<string, string> = {
  TXT: "text: the value that proves a domain to an authority",
  CNAME: "another name to ask for instead",
  CAA: "which authorities may issue certificates for a name",
  NS: "the name servers in charge of a zone",
  SOA: "the zone’s own card: its serial number and times",
  A: "an IPv4 address",
  AAAA: "an IPv6 address",
  DS: "the fingerprint of a signed zone’s key, kept by its parent",
  DNSKEY: "the key that a signed zone’s answers are checked with",
  NSEC: "proof that a name or a type does not exist",
  ANY: "whatever there is",
};

/** What the codes of an answer say (RFC 1035 section 4.1.1, RFC 6895 section 2.3). */
export const RCODES: Record<string, string> = {
  NOERROR: "the name exists; there may still be no record of the type asked for",
  NXDOMAIN: "there is no such name",
  REFUSED: "the name is not in a zone of this server",
  FORMERR: "the question could not be read",
  SERVFAIL: "this server could not answer",
  NOTIMP: "this server does not do what was asked for",
  BADVERS: "an unknown version of EDNS",
  BADCOOKIE: "ask again with the cookie that came with the answer",
};

/** How a query ended, in a few words. */
export function outcome(query: LoggedQuery): Shown {
  if (query.truncated) return { tone: "busy", children: "Told to come again over TCP" };
  switch (query.rcode) {
    case "NOERROR":
      return query.answers > 0 ? answered(query) : nothing(query);
    case "NXDOMAIN":
      return { tone: "idle", children: "No such name" };
    case "REFUSED":
      return { tone: "idle", children: "Not a name of this server" };
    case "BADCOOKIE":
      return { tone: "busy", children: "Told to come again" };
    case "SERVFAIL":
      return { tone: "bad", children: "Could not be answered" };
    case "FORMERR":
      return { tone: "warn", children: "Could not be read" };
    default:
      return { tone: "warn", children: query.rcode };
  }
}

function answered({ type, answers }: LoggedQuery): Shown {
  if (type !== "TXT") return { tone: "ok", children: "Answered" };
  return { tone: "ok", children: answers === 1 ? "Value given" : `${answers} values given` };
}

function nothing({ type }: LoggedQuery): Shown {
  switch (type) {
    case "TXT":
      return { tone: "idle", children: "No value there now" };
    case "CAA":
      return { tone: "idle", children: "No restriction" };
    default:
      return { tone: "idle", children: "No such record" };
  }
}

/** All that the log knows of a query beside its columns, in one line. */
export function particulars(query: LoggedQuery): string {
  const parts = [query.rcode, query.answers === 1 ? "1 record" : `${query.answers} records`];
  if (query.payloadSize !== null) parts.push(`takes ${query.payloadSize} octets on UDP`);
  if (query.dnssecOk) parts.push("wants signatures");
  return parts.join(" · ");
}
