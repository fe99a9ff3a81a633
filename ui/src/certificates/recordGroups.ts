import type { DnsHosting, DnsRecord } from "../api/types";

/** Records that go to the same place. */
export interface RecordGroup {
  /** The domain whose DNS has to be asked about: not always the zone's apex. */
  domain: string;
  /** Whether they lead to Kalm's own DNS server, once for all certificates. */
  forKalm: boolean;
  records: DnsRecord[];
}

const CHALLENGE = "_acme-challenge.";

export const recordKey = ({ type, name, value }: DnsRecord) => `${type} ${name} ${value}`;

/** The groups in which there was something to do before those in which there was not. */
export function openFirst<Group extends RecordGroup>(
  groups: Group[],
  settled: Set<string>,
): Group[] {
  const isSettled = ({ records }: Group) =>
    records.every((record) => settled.has(recordKey(record)));
  return [...groups.filter((group) => !isSettled(group)), ...groups.filter(isSettled)];
}

/** Everything below the first label. */
const parent = (name: string) => name.slice(name.indexOf(".") + 1);

/** The validation zone that some of the records make known to its parent. */
function validationZone(records: DnsRecord[]): string | null {
  return records.find((record) => record.type === "NS")?.name ?? null;
}

/**
 * The records by the domain whose DNS they go into, in the order in which they come. Those that make
 * the validation zone known go into the zone's parent, although their names are at or below the zone.
 */
export function groupRecords(records: DnsRecord[]): RecordGroup[] {
  const zone = validationZone(records);
  const groups = new Map<string, RecordGroup>();
  for (const record of records) {
    const forKalm = zone !== null && (record.name === zone || record.name.endsWith(`.${zone}`));
    const domain = forKalm ? parent(zone) : record.name.replace(CHALLENGE, "");
    const group = groups.get(`${forKalm} ${domain}`) ?? { domain, forKalm, records: [] };
    groups.set(`${forKalm} ${domain}`, group);
    group.records.push(record);
  }
  return [...groups.values()];
}

/** For a domain that nobody has looked up: the zone of a neighbour that it is in, too. */
function closest(domain: string, hostings: Map<string, DnsHosting>): DnsHosting | null {
  let found: DnsHosting | null = null;
  for (const hosting of hostings.values()) {
    const { zone } = hosting;
    const holds = zone !== null && domain.endsWith(`.${zone}`);
    if (holds && zone.length > (found?.zone?.length ?? 0)) found = hosting;
  }
  return found;
}

/** Groups whose domains turn out to be in the same zone, together. */
export function joinGroups(
  groups: RecordGroup[],
  hostings: Map<string, DnsHosting>,
): (RecordGroup & { hosting: DnsHosting | null })[] {
  const joined = new Map<string, RecordGroup & { hosting: DnsHosting | null }>();
  for (const group of groups) {
    const hosting = hostings.get(group.domain) ?? closest(group.domain, hostings);
    const key = `${group.forKalm} ${hosting?.zone ?? group.domain}`;
    const present = joined.get(key);
    if (present) present.records.push(...group.records);
    else joined.set(key, { ...group, records: [...group.records], hosting });
  }
  return [...joined.values()];
}
