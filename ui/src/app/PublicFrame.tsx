import type { ReactNode } from "react";
import { Brand } from "./Brand";
import { ColorSchemeSwitch } from "./ColorSchemeSwitch";
import classes from "./PublicFrame.module.css";

interface Props {
  wide?: boolean;
  children: ReactNode;
}

/** Around the pages that come before the sign-in. */
export function PublicFrame({ wide = false, children }: Props) {
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <Brand />
        <ColorSchemeSwitch />
      </header>
      <main className={wide ? classes.wide : classes.main}>{children}</main>
    </div>
  );
}
