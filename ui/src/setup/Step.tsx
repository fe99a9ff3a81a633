import { type ReactNode, useEffect, useRef } from "react";
import { Card } from "../ui/Card";
import classes from "./setup.module.css";

interface Props {
  title: string;
  /** Why it is asked. */
  why: ReactNode;
  children: ReactNode;
}

/** One step: its heading takes the focus when the step before it is done. */
export function Step({ title, why, children }: Props) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return (
    <Card
      title={
        <span ref={ref} tabIndex={-1} className={classes.focused}>
          {title}
        </span>
      }
    >
      <div className={classes.why}>{why}</div>
      {children}
    </Card>
  );
}
