import { Link } from "react-router";
import type { ValidationZone } from "../api/types";
import classes from "./Zone.module.css";

interface Props {
  zones: ValidationZone[];
  chosen: string;
}

/** Which zone is shown, where there are several. */
export function ZoneChoice({ zones, chosen }: Props) {
  if (zones.length < 2) return null;
  return (
    <nav aria-label="Validation zones" className={classes.choice}>
      {zones.map(({ name }) => (
        <Link
          key={name}
          to={`?zone=${encodeURIComponent(name)}`}
          className="k-name"
          aria-current={name === chosen ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
