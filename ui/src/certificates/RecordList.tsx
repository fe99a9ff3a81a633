import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { DnsRecord } from "../api/types";
import { RecordCard } from "../ui/RecordCard";
import { StatusBadge } from "../ui/StatusBadge";
import { recordStatus } from "../ui/statuses";
import { AsFile } from "./AsFile";
import classes from "./RecordList.module.css";
import { recordKey } from "./recordGroups";

interface Props {
  records: DnsRecord[];
  zone: string | null;
  preview: boolean;
  /** Keys of those that were fine from the start. */
  settled: Set<string>;
}

/** More than these are shown when asked for. */
const CARDS = 6;

/** One place's records: cards, and those that were fine from the start as lines that open. */
export function RecordList({ records, zone, preview, settled }: Props) {
  const [all, setAll] = useState(false);
  const asCard = (record: DnsRecord) => record.status !== "ok" || !settled.has(recordKey(record));
  const cards = records.filter(asCard);
  const shown = all ? cards : cards.slice(0, CARDS);
  const fine = records.filter((record) => !asCard(record));
  return (
    <>
      {cards.length > 1 && <AsFile records={cards} />}
      {shown.map((record) => (
        <RecordCard key={recordKey(record)} record={record} zone={zone} hideStatus={preview} />
      ))}
      {shown.length < cards.length && (
        <Button
          variant="default"
          leftSection={<IconChevronDown size={18} />}
          onClick={() => setAll(true)}
        >
          Show {cards.length - shown.length} more records
        </Button>
      )}
      {fine.map((record) => (
        <details key={recordKey(record)} className={classes.line}>
          <summary>
            <span className={classes.name}>
              <strong>{record.type}</strong> <span className="k-name">{record.name}</span>
            </span>
            <StatusBadge {...recordStatus(record.status)} />
          </summary>
          <RecordCard record={record} zone={zone} />
        </details>
      ))}
    </>
  );
}
