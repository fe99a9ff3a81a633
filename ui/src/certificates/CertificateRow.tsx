import { Anchor, Checkbox, Tooltip } from "@mantine/core";
import { Link } from "react-router";
import type { Certificate } from "../api/types";
import { DaysLeft } from "../ui/DaysLeft";
import { StatusBadge } from "../ui/StatusBadge";
import { certificateStatus } from "../ui/statuses";
import { Time } from "../ui/Times";
import classes from "./CertificateTable.module.css";
import { namesInShort } from "./names";
import type { Selection } from "./useSelection";

interface Props {
  certificate: Certificate;
  /** Why the user may not renew it. */
  refusal: string | null;
  selection: Selection | null;
}

const SHOWN = 2;

/** A certificate in the list: the name leads to its page. */
export function CertificateRow({ certificate, refusal, selection }: Props) {
  const { id, names, status, challenge, authority, notAfter, renewAt, version } = certificate;
  const more = names.length - SHOWN;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table that is displayed as blocks is no table to a screen reader
    <tr role="row" data-chosen={selection?.chosen.has(id) || undefined}>
      {selection && (
        // biome-ignore lint/a11y/noRedundantRoles: as above
        <td role="cell" data-column="check">
          <Tooltip label={refusal} disabled={refusal === null}>
            <Checkbox
              aria-label={`Select ${namesInShort(names)}`}
              checked={selection.chosen.has(id)}
              disabled={refusal !== null}
              onChange={(event) => selection.toggle([certificate], event.currentTarget.checked)}
            />
          </Tooltip>
        </td>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="name">
        <Anchor component={Link} to={`/certificates/${id}`} className={classes.names ?? ""}>
          {names.slice(0, SHOWN).map((name) => (
            <span key={name} className={`k-name ${classes.name}`} title={name}>
              {name}
            </span>
          ))}
        </Anchor>
        {more > 0 && <span className={classes.more}>and {more} more</span>}
      </td>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="status">
        <StatusBadge {...certificateStatus(status)} />
      </td>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="challenge" data-label="Challenge">
        {challenge.toUpperCase()}
      </td>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="authority" data-label="Authority">
        {authority}
      </td>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="not-after" data-label="Time left">
        <DaysLeft notAfter={notAfter} notBefore={version?.notBefore} />
      </td>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <td role="cell" data-column="renew-at" data-label="Next renewal">
        <Time at={renewAt} as="day" none="—" />
      </td>
    </tr>
  );
}
