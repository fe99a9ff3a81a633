import { Button } from "@mantine/core";
import { useState } from "react";
import type { ClusterSetting } from "../api/types";
import { announce } from "../ui/announce";
import { Card } from "../ui/Card";
import { MayNot } from "../ui/MayNot";
import { ClusterForm } from "./ClusterForm";
import classes from "./settings.module.css";
import { fixedBy } from "./source";

interface Props {
  cluster: ClusterSetting;
  refusal: string | null;
}

export function ClusterCard({ cluster, refusal }: Props) {
  const [editing, setEditing] = useState(false);
  const fixed = fixedBy(cluster.source, "cluster.domain", "cluster.addresses");
  const isSet = cluster.domain !== null;
  return (
    <Card
      title="Domain and addresses"
      lead="Where this server is, for the zone in which wildcards are validated."
      actions={
        !editing && (
          <MayNot reason={refusal ?? fixed}>
            {(disabled) => (
              <Button variant="default" disabled={disabled} onClick={() => setEditing(true)}>
                {isSet ? "Change" : "Enter them"}
                <span className="k-hidden"> domain and addresses</span>
              </Button>
            )}
          </MayNot>
        )
      }
    >
      {editing ? (
        <ClusterForm
          cluster={cluster}
          action="Check and save"
          onDone={() => {
            setEditing(false);
            announce("Domain and addresses saved");
          }}
          onCancel={() => setEditing(false)}
        />
      ) : isSet ? (
        <dl className={classes.facts}>
          <dt>Domain</dt>
          <dd className="k-name">{cluster.domain}</dd>
          <dt>Addresses</dt>
          <dd className="k-name">{cluster.addresses.join(", ")}</dd>
        </dl>
      ) : (
        <p className={classes.quiet}>
          Not entered yet: until then there are certificates for ordinary names only, no wildcards.
        </p>
      )}
      {fixed && <p className={classes.source}>{fixed}</p>}
    </Card>
  );
}
