import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { asProblem } from "../api/problem";
import type { ValidationZone } from "../api/types";
import { Card } from "../ui/Card";
import { Problem } from "../ui/Problem";
import { StatusBadge } from "../ui/StatusBadge";
import { zoneStatus } from "../ui/statuses";
import { Time } from "../ui/Times";
import { useZoneChange } from "./useZone";
import classes from "./Zone.module.css";
import { parentOf } from "./zoneNames";

/** Whether the world finds this server. */
export function ZoneState({ zone }: { zone: ValidationZone }) {
  const check = useZoneChange(zone.name, "check");
  return (
    <Card
      title={
        <span className={classes.title}>
          <span className="k-name">{zone.name}</span>
          <span role="status">
            <StatusBadge {...zoneStatus(zone.status)} />
          </span>
        </span>
      }
      lead={stateWords(zone, lastLook(zone) !== null)}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          Check now
        </Button>
      }
    >
      <p className={classes.last}>
        Last look: <Time at={lastLook(zone)} />
      </p>
      {check.isError && (
        <Problem title="The check could not be made" problem={asProblem(check.error)} />
      )}
    </Card>
  );
}

function lastLook({ records }: ValidationZone): string | null {
  const looks = records.flatMap((record) => record.checkedAt ?? []);
  return looks.sort().at(-1) ?? null;
}

function stateWords({ name, status }: ValidationZone, looked: boolean): string {
  const parent = parentOf(name);
  switch (status) {
    case "ready":
      return "The world finds this server: the way was followed from the root of the DNS down to here.";
    case "unreachable":
      return `Authorities do not find this server, so no wildcard can be issued or renewed. Mend the records below at ${parent}’s DNS provider; the page turns green by itself.`;
    case "unknown":
      return looked
        ? "Kalm looked, and could not find out whether the world finds this server: the records below say why."
        : "It is not known yet whether the world finds this server.";
  }
}
