import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { DnsRecord } from "../api/types";
import { CopyButton } from "../ui/CopyButton";
import { RecordCard } from "../ui/RecordCard";
import { StatusBadge } from "../ui/StatusBadge";
import { recordStatus } from "../ui/statuses";
import classes from "./RecordList.module.css";
import { zoneLines } from "./zoneLines";

interface Props {
  records: DnsRecord[];
  zone: string | null;
  preview: boolean;
}

/** Up to here every record has a card from the start. */
const CARDS = 6;

/** One place's records: cards, and where there are many those that are fine as lines that open. */
export function RecordList({ records, zone, preview }: Props) {
  const [all, setAll] = useState(false);
  const many = records.length > CARDS;
  const asCard = (record: DnsRecord) => !many || preview || record.status !== "ok";
  const cards = records.filter(asCard);
  const shown = all ? cards : cards.slice(0, CARDS);
  const fine = records.filter((record) => !asCard(record));
  return (
    <>
      {records.length > 1 && (
        <div className={classes.file}>
          <span>
            You keep your zone as a file? Copy {many ? `the ${records.length} records` : "them"} as
            lines:
          </span>
          <CopyButton value={zoneLines(records)} what="the records as lines of a zone file" />
        </div>
      )}
      {shown.map((record) => (
        <RecordCard key={keyOf(record)} record={record} zone={zone} hideStatus={preview} />
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
        <details key={keyOf(record)} className={classes.line}>
          <summary>
            <span className="k-name">{record.name}</span>
            <StatusBadge {...recordStatus(record.status)} />
          </summary>
          <RecordCard record={record} zone={zone} />
        </details>
      ))}
    </>
  );
}

const keyOf = ({ type, name, value }: DnsRecord) => `${type} ${name} ${value}`;
