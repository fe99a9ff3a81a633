import type { DnsHosting, ValidationZone } from "../api/types";
import { Card } from "../ui/Card";
import { Linked } from "../ui/Linked";
import { RecordCard } from "../ui/RecordCard";
import { sentence } from "../ui/sentence";
import { useHosting } from "./useZone";
import classes from "./Zone.module.css";
import { parentOf } from "./zoneNames";

/** What the domain above has to hold, so that the world is led here. */
export function ParentRecords({ zone }: { zone: ValidationZone }) {
  const parent = parentOf(zone.name);
  const hosting = useHosting(parent).data;
  const open = zone.records.filter((record) => record.status !== "ok").length;
  return (
    <Card
      title={`Records at ${parent}`}
      lead={
        open === 0
          ? "You added these once; they are all as they should be. Keep them."
          : "Add these once at the DNS provider of this domain. They tell the world that this server is in charge of the names below."
      }
    >
      {hosting?.provider || hosting?.nameServers.length ? (
        <Provider hosting={hosting} parent={parent} />
      ) : null}
      <div className={classes.records}>
        {zone.records.map((record) => (
          <RecordCard
            key={`${record.type} ${record.name} ${record.value}`}
            record={record}
            zone={hosting?.zone ?? parent}
          />
        ))}
      </div>
    </Card>
  );
}

function Provider({ hosting, parent }: { hosting: DnsHosting; parent: string }) {
  const servers = hosting.nameServers.slice(0, 4).join(", ");
  return (
    <p className={classes.provider}>
      The DNS of {parent} is{" "}
      {hosting.provider ? (
        <>
          <strong>at {hosting.provider.name}</strong> ({servers})
        </>
      ) : (
        <>answered by {servers}</>
      )}
      . {hosting.provider?.advice && <Linked text={sentence(hosting.provider.advice)} />}
    </p>
  );
}
