import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { memo } from "react";
import { StatusBadge } from "../ui/StatusBadge";
import { clock } from "../ui/time";
import { LiveState } from "./LiveState";
import classes from "./QueryLog.module.css";
import { type Entry, LIMIT } from "./queryLog";
import { outcome, particulars, RCODES, TYPES } from "./queryWords";
import { useZoneWatch } from "./useZone";

interface Props {
  zone: string;
  /** The domain whose queries are shown; null is all. */
  delegation: string | null;
}

/** The queries themselves, as they come; each row becomes a card where there is no room. */
export function QueryLogView({ zone, delegation }: Props) {
  const { log, pause, stream } = useZoneWatch(zone, delegation);
  return (
    <>
      <div className={classes.bar}>
        <LiveState state={stream} />
        <Button
          variant="default"
          size="sm"
          leftSection={log.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          onClick={() => pause(!log.paused)}
        >
          {log.paused ? "Go on" : "Pause"}
        </Button>
        {log.paused && (
          <span role="status">
            Stands still; {log.held.length === LIMIT ? `${LIMIT} or more` : log.held.length} new.
          </span>
        )}
      </div>
      {log.shown.length === 0 ? (
        <p className={classes.none}>
          {delegation
            ? `Nobody has asked about ${delegation} lately. Authorities come when a certificate is issued or renewed.`
            : "Nobody has asked yet. Authorities come when a certificate is issued or renewed."}
        </p>
      ) : (
        <section
          className={classes.scroll}
          aria-label="Queries, the newest first"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
          tabIndex={0}
        >
          {/* biome-ignore lint/a11y/noRedundantRoles: a table that is displayed as a grid is no table to a screen reader */}
          <table className={classes.table} role="table">
            {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
            <thead role="rowgroup">
              {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
              <tr role="row">
                {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
                <th scope="col" role="columnheader">
                  Time
                </th>
                {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
                <th scope="col" role="columnheader">
                  Asked for
                </th>
                {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
                <th scope="col" role="columnheader">
                  Type
                </th>
                {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
                <th scope="col" role="columnheader">
                  Answer
                </th>
                {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
                <th scope="col" role="columnheader">
                  From
                </th>
              </tr>
            </thead>
            {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
            <tbody role="rowgroup">
              {log.shown.map((entry) => (
                <Row key={entry.number} entry={entry} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {log.shown.length === LIMIT && (
        <p className={classes.none}>Only the last {LIMIT} are kept on this page.</p>
      )}
    </>
  );
}

const Row = memo(function Row({ entry }: { entry: Entry }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <tr role="row">
      <td className={classes.time}>
        <time dateTime={entry.at}>{clock(entry.at)}</time>
      </td>
      <td className={`k-name ${classes.name}`}>{entry.name}</td>
      <td className={classes.type} title={TYPES[entry.type]}>
        {entry.type}
      </td>
      <td className={classes.answer}>
        <StatusBadge {...outcome(entry)} title={RCODES[entry.rcode] ?? ""} />
        <span className={classes.particulars}>{particulars(entry)}</span>
      </td>
      <td className={classes.client}>
        <span className="k-name">{entry.client}</span> {entry.transport.toUpperCase()}
      </td>
    </tr>
  );
});
