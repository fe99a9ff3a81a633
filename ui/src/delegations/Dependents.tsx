import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Delegation } from "../api/types";
import { StatusBadge } from "../ui/StatusBadge";
import { counted } from "../ui/sentence";
import { certificateStatus } from "../ui/statuses";
import classes from "./Delegations.module.css";

interface Props {
  delegation: Delegation;
  /** How many are named. */
  limit?: number;
}

/** The certificates that are proven through a delegation. */
export function Dependents({ delegation, limit = 3 }: Props) {
  const { domain, certificates, certificatesTotal } = delegation;
  const shown = certificates.slice(0, limit);
  const more = certificatesTotal - shown.length;
  return (
    <div className={classes.dependents}>
      <div className={classes.label}>Certificates that depend on it</div>
      {certificatesTotal === 0 && <p className={classes.nobody}>None just now.</p>}
      <ul className={classes.certificates}>
        {shown.map(({ id, names, status }) => (
          <li key={id}>
            <Anchor component={Link} to={`/certificates/${id}`} className="k-name">
              {names[0] ?? id}
            </Anchor>
            {names.length > 1 && (
              <span className={classes.quiet}>and {counted(names.length - 1, "more name")}</span>
            )}
            <StatusBadge {...certificateStatus(status)} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Anchor
          component={Link}
          to={`/certificates?search=${encodeURIComponent(domain)}`}
          className={classes.more ?? ""}
        >
          and {more.toLocaleString("en")} more
        </Anchor>
      )}
    </div>
  );
}
