import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import classes from "./Page.module.css";

interface Props {
  /** The heading, and the window's title. */
  title: string;
  /** Shown in place of the title, when the title is a long name or has a badge. */
  heading?: ReactNode;
  /** One sentence below the heading: what this page is for. */
  lead?: ReactNode;
  /** Buttons at the heading's end. */
  actions?: ReactNode;
  /** For forms and text that would be hard to read over the whole width. */
  narrow?: boolean;
  children: ReactNode;
}

let visited: string | null = null;

/** A page's frame. After a change of page its heading takes the focus, so that it is read out. */
export function Page({ title, heading, lead, actions, narrow = false, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  const { pathname, hash } = useLocation();

  useEffect(() => {
    document.title = `${title} · Kalm`;
  }, [title]);

  useEffect(() => {
    // An address with a fragment leads to a part of the page, which takes the focus itself.
    if (visited !== null && visited !== pathname && !hash) ref.current?.focus();
    visited = pathname;
  }, [pathname, hash]);

  return (
    <div className={narrow ? classes.narrow : classes.page}>
      <header className={classes.header}>
        <div className={classes.words}>
          <h1 ref={ref} tabIndex={-1} className={classes.title}>
            {heading ?? title}
          </h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Where the keyboard goes on when what had the focus is gone. */
export function focusHeading() {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
