import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Overview } from "../api/types";
import { Card } from "../ui/Card";
import { Time } from "../ui/Times";
import classes from "./Dashboard.module.css";

/** What Kalm does next by itself. */
export function NextRenewals({ renewals }: { renewals: Overview["nextRenewals"] }) {
  return (
    <Card title="Next renewals" lead="They start by themselves; you need do nothing.">
      {renewals.length === 0 ? (
        <p className={classes.none}>None is planned.</p>
      ) : (
        <ul className={classes.lines}>
          {renewals.map(({ id, names, renewAt }) => (
            <li key={id} className={classes.line}>
              <Anchor
                component={Link}
                to={`/certificates/${id}`}
                className={`k-name ${classes.name}`}
                title={names[0] ?? id}
              >
                {names[0] ?? id}
              </Anchor>
              {names.length > 1 && <span className={classes.more}>+{names.length - 1}</span>}
              <span className={classes.when}>
                <Time at={renewAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
