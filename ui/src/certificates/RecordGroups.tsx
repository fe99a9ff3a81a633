import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { DnsHosting, DnsRecord } from "../api/types";
import { Linked } from "../ui/Linked";
import { RecordCard } from "../ui/RecordCard";
import classes from "./RecordGroups.module.css";
import { groupRecords, joinGroups, type RecordGroup } from "./recordGroups";
import { useHostings } from "./useHostings";

interface Props {
  records: DnsRecord[];
  /** A preview has nothing to show of what is there. */
  preview?: boolean;
}

/** The records to create, by the place where somebody has to go to create them. */
export function RecordGroups({ records, preview = false }: Props) {
  const groups = groupRecords(records);
  const hostings = useHostings(groups.map(({ domain }) => domain));
  return (
    <div className={classes.groups}>
      {joinGroups(groups, hostings).map((group) => (
        <section key={`${group.forKalm} ${group.domain}`} className={classes.group}>
          <h3 className={classes.title}>
            In the DNS of <span className="k-name">{group.hosting?.zone ?? group.domain}</span>
            {group.hosting?.provider && <>, at {group.hosting.provider.name}</>}
          </h3>
          <Why group={group} preview={preview} />
          <Advice hosting={group.hosting} />
          {group.records.map((record) => (
            <RecordCard
              key={`${record.type} ${record.name} ${record.value}`}
              record={record}
              zone={group.hosting?.zone ?? null}
              hideStatus={preview}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function Why({ group, preview }: { group: RecordGroup; preview: boolean }) {
  if (!preview && group.records.every((record) => record.status === "ok")) {
    return (
      <p className={classes.fine}>
        <IconCircleCheck size={18} aria-hidden />
        All is in place. Leave it there: every renewal needs it.
      </p>
    );
  }
  return (
    <p className={classes.why}>
      {group.forKalm
        ? "They make Kalm's own DNS server known to the world. This is needed once, for all wildcards."
        : "It lets Kalm prove that the domain is yours, now and at every renewal. It is needed once."}
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
