import { Button } from "@mantine/core";
import { IconChevronDown, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { DnsHosting, DnsRecord } from "../api/types";
import { Linked } from "../ui/Linked";
import { AsFile } from "./AsFile";
import classes from "./RecordGroups.module.css";
import { RecordList } from "./RecordList";
import { groupRecords, joinGroups, openFirst, type RecordGroup, recordKey } from "./recordGroups";
import { useHostings } from "./useHostings";

/** More domains than these are shown when asked for. */
const PLACES = 6;

interface Props {
  records: DnsRecord[];
  /** A preview has nothing to show of what is there. */
  preview?: boolean;
}

/** The records to create, by the place where somebody has to go to create them. */
export function RecordGroups({ records, preview = false }: Props) {
  const groups = groupRecords(records);
  const hostings = useHostings(groups.map(({ domain }) => domain));
  // What turns green while somebody looks stays where it is, and as large as it is.
  const [settled] = useState(
    () => new Set(preview ? [] : records.filter(({ status }) => status === "ok").map(recordKey)),
  );
  const [all, setAll] = useState(false);
  const joined = openFirst(joinGroups(groups, hostings), settled);
  const shown = all ? joined : joined.slice(0, PLACES);
  return (
    <div className={classes.groups}>
      {joined.length > 1 && records.length > PLACES && <AsFile records={records} />}
      {shown.map((group) => (
        <section key={`${group.forKalm} ${group.domain}`} className={classes.group}>
          <h3 className={classes.title}>
            In the DNS of <span className="k-name">{group.hosting?.zone ?? group.domain}</span>
            {group.hosting?.provider && <>, at {group.hosting.provider.name}</>}
          </h3>
          <Why group={group} preview={preview} />
          <Advice hosting={group.hosting} />
          <RecordList
            records={group.records}
            zone={group.hosting?.zone ?? group.domain}
            preview={preview}
            settled={settled}
          />
        </section>
      ))}
      {shown.length < joined.length && (
        <Button
          variant="default"
          leftSection={<IconChevronDown size={18} />}
          onClick={() => setAll(true)}
        >
          Show {joined.length - shown.length} more domains
        </Button>
      )}
    </div>
  );
}

function Why({ group, preview }: { group: RecordGroup; preview: boolean }) {
  if (!preview && group.records.every((record) => record.status === "ok")) {
    return (
      <p className={classes.fine}>
        <IconCircleCheck size={18} aria-hidden />
        {group.records.length === 1 ? "It is in place." : "All are in place."}
      </p>
    );
  }
  const one = group.records.length === 1;
  return (
    <p className={classes.why}>
      {group.forKalm
        ? "These make Kalm's own DNS server known to the world. They are needed once, for all wildcards."
        : one
          ? "It lets Kalm prove that the domain is yours, now and at every renewal."
          : "They let Kalm prove that the domains are yours, now and at every renewal."}
    </p>
  );
}

function Advice({ hosting }: { hosting: DnsHosting | null }) {
  if (!hosting?.provider?.advice) return null;
  return (
    <p className={classes.advice}>
      <IconInfoCircle size={18} aria-hidden />
      <span>
        {hosting.provider.name}: <Linked text={hosting.provider.advice} />
      </span>
    </p>
  );
}
