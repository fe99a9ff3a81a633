import type { DnsRecord } from "../api/types";

const TTL_SECONDS = 300;
const NAMES = new Set(["CNAME", "NS"]);

/** Records as lines of a zone file (RFC 1035 section 5.1), for those who keep their zone as a file. */
export function zoneLines(records: DnsRecord[]): string {
  return records
    .map(({ type, name, value }) => {
      const data = NAMES.has(type) ? `${value}.` : value;
      return `${name}. ${TTL_SECONDS} IN ${type} ${data}`;
    })
    .join("\n");
}
