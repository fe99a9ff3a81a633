import type { ReactNode } from "react";
import classes from "./Empty.module.css";

interface Props {
  icon?: ReactNode;
  title: string;
  /** Why it is empty, and what to do. */
  children?: ReactNode;
}

/** In place of a list that has nothing to show. */
export function Empty({ icon, title, children }: Props) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.words}>{children}</div>}
    </div>
  );
}
