import { IconCertificate } from "@tabler/icons-react";
import type { Flow } from "../api/types";
import { duration } from "../ui/time";
import classes from "./Finale.module.css";

/** What the picture comes to rest at when all went well. */
export function Finale({ flow }: { flow: Flow }) {
  const took = flow.finishedAt
    ? ` in ${duration(Date.parse(flow.finishedAt) - Date.parse(flow.startedAt))}`
    : "";
  const authority = flow.actors.find(({ kind }) => kind === "authority")?.name ?? "The authority";
  return (
    <div className={classes.finale}>
      <span className={classes.seal}>
        <IconCertificate size={40} stroke={1.5} aria-hidden />
      </span>
      <p className={classes.title}>Issued{took}</p>
      <p className={classes.words}>
        {authority} saw that the names are yours. Press Play to see who asked whom.
      </p>
    </div>
  );
}
