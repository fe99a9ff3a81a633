import { ActionIcon } from "@mantine/core";
import { IconMenu2, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { Account } from "./Account";
import { Brand } from "./Brand";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";

/** The column at the left; on a narrow screen a bar at the top, whose button opens the rest. */
export function Side() {
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();

  useEffect(() => {
    if (pathname) setOpen(false);
  }, [pathname]);

  const label = open ? "Close the menu" : "Open the menu";
  return (
    // A dialog brings a banner of its own, so that this is none.
    <section className={classes.side} aria-label="Side bar">
      <div className={classes.inner}>
        <div className={classes.bar}>
          <Link to="/" className={classes.brand} aria-label="Kalm, dashboard">
            <Brand />
          </Link>
          <ActionIcon
            className={classes.burger}
            variant="subtle"
            color="gray"
            size={44}
            aria-label={label}
            aria-expanded={open}
            aria-controls="side-panel"
            onClick={() => setOpen(!open)}
          >
            {open ? <IconX size={24} /> : <IconMenu2 size={24} />}
          </ActionIcon>
        </div>
        <div id="side-panel" className={classes.panel} data-open={open || undefined}>
          <Navigation />
          <Account />
        </div>
      </div>
    </section>
  );
}
