import type { ReactNode } from "react";
import classes from "./Card.module.css";

interface Props {
  title?: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}

/** A part of a page with a heading of its own. */
export function Card({ title, lead, actions, children, id }: Props) {
  return (
    <section className={classes.card} id={id}>
      {(title || actions) && (
        <header className={classes.header}>
          <div className={classes.words}>
            {title && <h2 className={classes.title}>{title}</h2>}
            {lead && <p className={classes.lead}>{lead}</p>}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
