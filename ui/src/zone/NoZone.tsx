import { Anchor, Button } from "@mantine/core";
import { IconServer2 } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { useSettings } from "../api/queries";
import type { ValidationZone } from "../api/types";
import { useRefusals } from "../app/signedIn";
import { Empty } from "../ui/Empty";
import { MayNot } from "../ui/MayNot";
import { Problem } from "../ui/Problem";
import { ValidationPath } from "./ValidationPath";
import classes from "./Zone.module.css";

/** Before the first wildcard: what a validation zone is, and making one now. */
export function NoZone() {
  const client = useQueryClient();
  const { admin } = useRefusals();
  const cluster = useSettings().data?.cluster;
  const create = useMutation({
    mutationFn: () => api.post<ValidationZone>("/zone"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["zone"] }),
  });
  const missing = cluster !== undefined && cluster.domain === null;
  return (
    <>
      <Empty
        icon={<IconServer2 size={44} stroke={1.4} aria-hidden />}
        title="No validation zone yet"
      >
        <p>
          Wildcards, such as <code>*.myapp.com</code>, are proven over DNS. Kalm answers for that in
          a small zone of its own
          {cluster?.domain && (
            <>
              {" "}
              below <code>{cluster.domain}</code>
            </>
          )}
          . It is made with the first wildcard, or now, if you would like to prepare its records.
        </p>
        {missing ? (
          <p>
            First Kalm has to know the domain and the addresses of this server.{" "}
            <Anchor component={Link} to="/settings" inherit underline="always">
              Set them
            </Anchor>
          </p>
        ) : (
          <MayNot reason={admin}>
            {(disabled) => (
              <Button
                disabled={disabled}
                loading={create.isPending}
                onClick={() => create.mutate()}
              >
                Create the zone
              </Button>
            )}
          </MayNot>
        )}
        {create.isError && (
          <div className={classes.below}>
            <Problem title="The zone was not created" problem={asProblem(create.error)} />
          </div>
        )}
      </Empty>
      <div className={classes.below}>
        <ValidationPath zone={null} domain={cluster?.domain ?? "mycluster.com"} />
      </div>
    </>
  );
}
