import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";
import classes from "./MayNot.module.css";

interface Props {
  /** Why it is not allowed; null leaves the control as it is. */
  reason: string | null;
  /** Takes whether it has to be disabled. */
  children: (disabled: boolean) => ReactElement;
}

/** A control that a user may not use says why, to the mouse, to the keyboard and to a screen reader. */
export function MayNot({ reason, children }: Props) {
  if (reason === null) return children(false);
  return (
    <Tooltip label={reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a disabled control takes no focus, its reason does */}
      <span tabIndex={0} className={classes.why} aria-label={reason} role="note">
        {children(true)}
      </span>
    </Tooltip>
  );
}
