import type { DnsRecord } from "../api/types";
import { CopyButton } from "../ui/CopyButton";
import classes from "./AsFile.module.css";
import { zoneLines } from "./zoneLines";

/** All of several records at once, for those who keep their zones as files. */
export function AsFile({ records }: { records: DnsRecord[] }) {
  return (
    <div className={classes.file}>
      <span>You keep your zone as a file? Copy these {records.length} records as lines:</span>
      <CopyButton
        value={zoneLines(records)}
        what={`these ${records.length} records as lines of a zone file`}
      />
    </div>
  );
}
