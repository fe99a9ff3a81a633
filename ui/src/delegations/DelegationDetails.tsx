import type { Delegation } from "../api/types";
import { Linked } from "../ui/Linked";
import { RecordCard } from "../ui/RecordCard";
import { sentence } from "../ui/sentence";
import { QueryLogView } from "../zone/QueryLogView";
import { useHosting } from "../zone/useZone";
import { zoneOfTarget } from "../zone/zoneNames";
import classes from "./Delegations.module.css";

/** The record as a DNS panel wants it, what is served now, and who asks. */
export function DelegationDetails({ delegation }: { delegation: Delegation }) {
  const { domain, record, target, values } = delegation;
  const hosting = useHosting(domain).data;
  const provider = hosting?.provider;
  return (
    <div className={classes.details}>
      <RecordCard
        record={record}
        zone={hosting?.zone ?? null}
        hint={
          provider && (
            <p className={classes.hint}>
              Its DNS is at <strong>{provider.name}</strong>.{" "}
              {provider.advice && <Linked text={sentence(provider.advice)} />}
            </p>
          )
        }
      />
      <section aria-label={`Queries about ${domain}`}>
        <h3 className={classes.small}>Queries</h3>
        <p className={classes.served}>
          {values.length === 0
            ? "Nothing is being proven just now, so there is no value to give."
            : `Being proven just now: ${values.length === 1 ? "one value is" : `${values.length} values are`} given to whoever asks.`}
        </p>
        <QueryLogView zone={zoneOfTarget(target)} delegation={domain} />
      </section>
    </div>
  );
}
