import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Certificate, CertificateSort } from "../api/types";
import { useRefusals } from "../app/signedIn";
import { CertificateRow } from "./CertificateRow";
import classes from "./CertificateTable.module.css";
import { type ListState, sortedBy } from "./listState";
import type { Selection } from "./useSelection";

interface Props {
  certificates: Certificate[];
  state: ListState;
  onChange: (state: ListState) => void;
  /** Null for those who may not renew. */
  selection: Selection | null;
}

/** The list as a table; as cards where it has no room. */
export function CertificateTable({ certificates, state, onChange, selection }: Props) {
  const { issue } = useRefusals();
  const selectable = certificates.filter(({ names }) => issue(names) === null);
  const chosen = selectable.filter(({ id }) => selection?.chosen.has(id));
  const head = (sort: CertificateSort, words: string) => (
    <SortedHead sort={sort} state={state} onChange={onChange}>
      {words}
    </SortedHead>
  );
  return (
    <>
      {selection && selectable.length > 0 && (
        <div className={classes.narrowHead}>
          <SelectAll selectable={selectable} chosen={chosen} selection={selection} words />
        </div>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: a table that is displayed as blocks is no table to a screen reader */}
      <table className={classes.table} aria-label="Certificates" role="table">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <thead role="rowgroup">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
          <tr role="row">
            {selection && (
              <Head name="check">
                <SelectAll selectable={selectable} chosen={chosen} selection={selection} />
              </Head>
            )}
            {head("name", "Names")}
            {head("status", "Status")}
            <Head name="challenge">Challenge</Head>
            <Head name="authority">Authority</Head>
            {head("not-after", "Time left")}
            {head("renew-at", "Next renewal")}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tbody role="rowgroup">
          {certificates.map((certificate) => (
            <CertificateRow
              key={certificate.id}
              certificate={certificate}
              refusal={issue(certificate.names)}
              selection={selection}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <th role="columnheader" scope="col" data-column={name}>
      {children}
    </th>
  );
}

interface SortedHeadProps {
  sort: CertificateSort;
  state: ListState;
  onChange: (state: ListState) => void;
  children: string;
}

function SortedHead({ sort, state, onChange, children }: SortedHeadProps) {
  const sorted = state.sort === sort;
  const Icon = sorted ? (state.order === "asc" ? IconArrowUp : IconArrowDown) : IconArrowsSort;
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: as above
      role="columnheader"
      scope="col"
      data-column={sort}
      aria-sort={sorted ? (state.order === "asc" ? "ascending" : "descending") : "none"}
    >
      <UnstyledButton
        className={classes.sort ?? ""}
        onClick={() => onChange(sortedBy(state, sort))}
        data-sorted={sorted || undefined}
      >
        {children}
        <Icon size={15} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

interface SelectAllProps {
  selectable: Certificate[];
  chosen: Certificate[];
  selection: Selection;
  /** Whether it says so beside it. */
  words?: boolean;
}

function SelectAll({ selectable, chosen, selection, words = false }: SelectAllProps) {
  const all = selectable.length > 0 && chosen.length === selectable.length;
  const label = "Select all on this page";
  return (
    <Checkbox
      aria-label={label}
      label={words ? label : undefined}
      checked={all}
      indeterminate={chosen.length > 0 && !all}
      disabled={selectable.length === 0}
      onChange={() => selection.toggle(selectable, !all)}
    />
  );
}
