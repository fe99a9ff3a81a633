import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { CertificateStatus, Overview, RecordStatus } from "../api/types";
import { Card } from "../ui/Card";
import { StatusBadge } from "../ui/StatusBadge";
import { certificateStatus, recordStatus } from "../ui/statuses";
import classes from "./Dashboard.module.css";

const CERTIFICATES: CertificateStatus[] = [
  "expired",
  "failing",
  "revoked",
  "pending",
  "issuing",
  "renewing",
  "ready",
];
const RECORDS: RecordStatus[] = ["wrong", "missing", "unknown", "ok"];

/** How many are in which state, each number a link to them. */
export function States({ counts, delegations }: Pick<Overview, "counts" | "delegations">) {
  const records = RECORDS.filter((status) => delegations[status]);
  return (
    <Card title="By state">
      <h3 className={classes.small}>Certificates</h3>
      <ul className={classes.lines}>
        {CERTIFICATES.filter((status) => counts[status]).map((status) => (
          <li key={status} className={classes.line}>
            <StatusBadge {...certificateStatus(status)} />
            <Count
              to={`/certificates?status=${status}`}
              count={counts[status] ?? 0}
              what="certificates"
            />
          </li>
        ))}
      </ul>
      {records.length > 0 && (
        <>
          <h3 className={classes.small}>CNAME records of delegations</h3>
          <ul className={classes.lines}>
            {records.map((status) => (
              <li key={status} className={classes.line}>
                <StatusBadge {...recordStatus(status)} />
                <Count
                  to={`/delegations?status=${status}`}
                  count={delegations[status] ?? 0}
                  what="delegations"
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Count({ to, count, what }: { to: string; count: number; what: string }) {
  return (
    <Anchor component={Link} to={to} className={classes.count ?? ""}>
      {count.toLocaleString("en")}
      <span className="k-hidden"> {what}</span>
    </Anchor>
  );
}
