import type { ReactNode } from "react";
import type { DnsRecord } from "../api/types";
import { CopyField } from "./CopyField";
import classes from "./RecordCard.module.css";
import { relativeHost } from "./recordHost";
import { StatusBadge } from "./StatusBadge";
import { sentence } from "./sentence";
import { recordStatus } from "./statuses";
import { Time } from "./Times";
import { useSecondsUntil } from "./useNow";

interface Props {
  record: DnsRecord;
  /** The apex of the zone that the record goes into, as `GET /dns-hosting` found it; null: not known. */
  zone?: string | null;
  /** A hint for the provider, below the fields. */
  hint?: ReactNode;
  /** A preview has nothing to show of what is there. */
  hideStatus?: boolean;
}

/** A DNS record to create: each part to copy, and what a look from outside found. */
export function RecordCard({ record, zone = null, hint, hideStatus = false }: Props) {
  const host = relativeHost(record.name, zone);
  const cached = useSecondsUntil(record.cachedUntil);
  return (
    <article
      className={classes.card}
      data-status={hideStatus ? undefined : record.status}
      aria-label={`${record.type} record of ${record.name}`}
    >
      <header className={classes.header}>
        <span className={classes.type}>
          <strong>{record.type}</strong> record
        </span>
        {!hideStatus && (
          <span role="status">
            <StatusBadge {...recordStatus(record.status)} />
          </span>
        )}
      </header>
      <div className={classes.fields}>
        <div className={classes.hosts}>
          <CopyField label="Host" value={record.name} />
          {host !== null && host !== record.name && (
            <CopyField
              label="Host, short form"
              value={host}
              hint={`Some DNS panels add ${zone} by themselves: then enter only this.`}
            />
          )}
        </div>
        <CopyField label={valueLabel(record.type)} value={record.value} />
      </div>
      {!hideStatus && record.detail && record.status !== "ok" && (
        <p className={classes.detail}>{sentence(record.detail)}</p>
      )}
      {!hideStatus && cached > 0 && record.status !== "ok" && (
        <p className={classes.quiet}>
          What was there before may still be cached for {cached} s; Kalm looks again by itself.
        </p>
      )}
      {hint}
      {!hideStatus && record.checkedAt && (
        <p className={classes.quiet}>
          Looked up <Time at={record.checkedAt} />
        </p>
      )}
    </article>
  );
}

function valueLabel(type: string): string {
  switch (type) {
    case "CNAME":
      return "Target";
    case "NS":
      return "Name server";
    case "A":
    case "AAAA":
      return "Address";
    default:
      return "Value";
  }
}
