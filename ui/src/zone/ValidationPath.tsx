import {
  IconBuildingBank,
  IconRoute,
  IconServer2,
  IconWorldSearch,
  type TablerIcon,
} from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import type { ValidationZone } from "../api/types";
import { Card } from "../ui/Card";
import { StatusBadge } from "../ui/StatusBadge";
import { recordStatus, zoneStatus } from "../ui/statuses";
import classes from "./ValidationPath.module.css";

/**
 * Why there is a DNS server in Kalm, and how an authority gets to it: by the zone of that domain, or by
 * the one that it will have.
 */
export function ValidationPath({ zone, domain }: { zone: ValidationZone | null; domain: string }) {
  const name = zone?.name ?? `acme-….${domain}`;
  const server = zone?.nameServers[0];
  const open = zone?.records.find((record) => record.type !== "DS" && record.status !== "ok");
  return (
    <Card title="Why this exists">
      <p className={classes.why}>
        Before an authority issues <code>*.myapp.com</code>, it wants to find a value of its own
        making in your DNS, and a new one at each renewal. So that nobody has to put it there by
        hand, and Kalm needs no password of your DNS provider, you point one name here once, and
        this server gives the value.
      </p>
      <ol className={classes.path} aria-label="How an authority gets from your domain to Kalm">
        <Stop icon={IconBuildingBank} who="The authority" note="each time a certificate is issued">
          asks for the text at <Name>_acme-challenge.myapp.com</Name>
        </Stop>
        <Stop icon={IconRoute} who="myapp.com’s DNS" note="you add this CNAME once for each domain">
          says: that is at a name below <Name>{name}</Name>
        </Stop>
        <Stop
          icon={IconWorldSearch}
          who={`${domain}’s DNS`}
          note="you add these NS and address records once"
          badge={open && <StatusBadge {...recordStatus(open.status)} />}
        >
          says: ask <Name>{server?.name ?? `ns.${name}`}</Name>
          {server?.addresses[0] && (
            <>
              {" "}
              at <code>{server.addresses[0]}</code>
            </>
          )}
        </Stop>
        <Stop
          icon={IconServer2}
          who="Kalm"
          note="by itself, each time"
          badge={zone && <StatusBadge {...zoneStatus(zone.status)} />}
        >
          gives the value: the domain is proven
        </Stop>
      </ol>
    </Card>
  );
}

interface Props {
  icon: TablerIcon;
  who: string;
  /** Who sees to it, and when. */
  note: string;
  badge?: ReactNode;
  children: ReactNode;
}

function Stop({ icon: Icon, who, note, badge, children }: Props) {
  return (
    <li className={classes.stop}>
      <div className={classes.box}>
        <div className={classes.head}>
          <Icon size={26} stroke={1.6} aria-hidden className={classes.icon} />
          {badge}
        </div>
        <p className={classes.who}>{who}</p>
        <p className={classes.says}>{children}</p>
        <p className={classes.note}>{note}</p>
      </div>
    </li>
  );
}

/** A name that is broken after its dots and hyphens first where it does not fit. */
function Name({ children }: { children: string }) {
  return (
    <code className={classes.name}>
      {children.split(/(?<=[.-])/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts stay where they are
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
