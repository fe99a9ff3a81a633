import { IconPlugConnectedX } from "@tabler/icons-react";
import type { StreamState } from "../api/stream";
import classes from "./Shell.module.css";

/** Says when what is on the page no longer changes by itself. */
export function ConnectionNote({ state }: { state: StreamState }) {
  return (
    <div role="status">
      {state === "lost" && (
        <div className={classes.reminder}>
          <IconPlugConnectedX size={18} aria-hidden />
          <span>
            Nothing new comes from the server just now, so that what you see may be old. This page
            connects again by itself.
          </span>
        </div>
      )}
    </div>
  );
}
