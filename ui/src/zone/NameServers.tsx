import type { ValidationZone } from "../api/types";
import { Card } from "../ui/Card";
import classes from "./Zone.module.css";

/** The servers that answer for the zone. */
export function NameServers({ zone }: { zone: ValidationZone }) {
  return (
    <Card
      title="Name servers"
      lead="Where the world asks for names of this zone, on port 53 over UDP and TCP: both have to be open."
    >
      <ul className={classes.servers}>
        {zone.nameServers.map(({ name, addresses }) => (
          <li key={name}>
            <span className="k-name">{name}</span>
            <span className={classes.addresses}>
              {addresses.map((address) => (
                <code key={address}>{address}</code>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        The zone’s serial number is {zone.serial}: it grows with each change of what is served.
      </p>
    </Card>
  );
}
