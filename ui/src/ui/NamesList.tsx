import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import classes from "./NamesList.module.css";

interface Props {
  names: string[];
  /** How many are shown at first. */
  limit?: number;
}

/** Names one a line; long ones wrap, and beyond the limit the rest is behind a button. */
export function NamesList({ names, limit = 3 }: Props) {
  const [open, setOpen] = useState(false);
  // One more name takes no more room than the button that hides it.
  const cut = !open && names.length > limit + 1;
  const shown = cut ? names.slice(0, limit) : names;
  return (
    <span className={classes.names}>
      {shown.map((name) => (
        <span key={name} className={`k-name ${classes.name}`}>
          {name}
        </span>
      ))}
      {names.length > limit + 1 && (
        <UnstyledButton
          className={classes.more ?? ""}
          aria-expanded={open}
          onClick={(event) => {
            event.preventDefault();
            event.stopPropagation();
            setOpen(!open);
          }}
        >
          {cut ? `and ${names.length - limit} more` : "show fewer"}
        </UnstyledButton>
      )}
    </span>
  );
}
