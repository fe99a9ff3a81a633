import { Anchor } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { Link } from "react-router";
import classes from "./Shell.module.css";
import { useSignedIn } from "./signedIn";

/** Leads back to a set-up that was left half-way. */
export function SetupReminder() {
  const { session, user } = useSignedIn();
  if (session.setupComplete || user.role !== "administrator") return null;
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
