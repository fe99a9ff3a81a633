import { Anchor } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { Link } from "react-router";
import { useSettings } from "../api/queries";
import classes from "./Shell.module.css";
import { useSignedIn } from "./signedIn";

/** Leads back to a set-up that was left half-way. */
export function SetupReminder() {
  const { session, user } = useSignedIn();
  const isTold = !session.setupComplete && user.role === "administrator";
  const settings = useSettings(isTold);
  // The cluster may be left out on purpose; without an authority nothing can be issued.
  if (!isTold || !settings.data?.missing.includes("authority")) return null;
  return (
    <div className={classes.reminder}>
      <IconFlag size={18} aria-hidden />
      <span>
        The set-up is not finished.{" "}
        <Anchor component={Link} to="/setup" inherit underline="always">
          Go on with the set-up
        </Anchor>
      </span>
    </div>
  );
}
