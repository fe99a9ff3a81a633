import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { AuditEntry } from "../api/types";
import { Time } from "../ui/Times";
import classes from "./audit.module.css";
import { Changes } from "./Changes";
import { actionWords, actorWords, targetPath } from "./words";

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const [open, setOpen] = useState(false);
  const hasChanges = entry.before !== null || entry.after !== null;
  const actor = actorWords(entry.actor);
  const id = `changes-${entry.id}`;
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <span className={classes.when}>
          <Time at={entry.at} as="absolute" />
        </span>
        <span className={classes.who}>
          {actor.name}
          {actor.kind && <span className={classes.quiet}> {actor.kind}</span>}
          {entry.from && <span className={classes.from}>from {entry.from}</span>}
        </span>
        <span className={classes.what} data-failed={entry.action === "session.fail" || undefined}>
          {actionWords(entry.action, entry.after === null)} <Target entry={entry} />
        </span>
        {hasChanges && (
          <Button
            className={classes.more ?? ""}
            size="compact-sm"
            variant="subtle"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            rightSection={open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
            onClick={() => setOpen(!open)}
          >
            Details
          </Button>
        )}
      </div>
      {open && <Changes id={id} before={entry.before} after={entry.after} />}
    </li>
  );
}

function Target({ entry }: { entry: AuditEntry }) {
  const name = entry.target.name || entry.target.id;
  const path = targetPath(entry);
  // Of these the action says already which it was.
  if (!name || entry.target.type === "settings") return null;
  if (entry.target.type === "session") {
    // Only of who failed is it not said already who it was.
    return entry.action === "session.fail" && <span className="k-name">as {name}</span>;
  }
  return path ? (
    <Link to={path} className="k-name">
      {name}
    </Link>
  ) : (
    <span className="k-name">{name}</span>
  );
}
