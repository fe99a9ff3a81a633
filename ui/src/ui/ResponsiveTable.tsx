import type { ReactNode } from "react";
import classes from "./ResponsiveTable.module.css";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Without a heading, at the end: buttons. */
  actions?: boolean;
  /** Takes no more room than it needs. */
  tight?: boolean;
}

interface Props<Row> {
  /** What the table holds, for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Greys a row out, such as a revoked token's. */
  quiet?: (row: Row) => boolean;
}

/** A table that becomes a list of cards where it has no room. The roles survive the change of display. */
export function ResponsiveTable<Row>({ label, columns, rows, rowKey, quiet }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table that is displayed as blocks is no table to a screen reader
    <table className={classes.table} aria-label={label} role="table">
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.header}
              // biome-ignore lint/a11y/noRedundantRoles: as above
              role="columnheader"
              scope="col"
              data-tight={column.tight || column.actions || undefined}
            >
              {column.actions ? <span className="k-hidden">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <tbody role="rowgroup">
        {rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: as above
          <tr key={rowKey(row)} role="row" data-quiet={quiet?.(row) || undefined}>
            {columns.map((column) => (
              <td
                key={column.header}
                // biome-ignore lint/a11y/noRedundantRoles: as above
                role="cell"
                data-label={column.actions ? undefined : column.header}
                data-actions={column.actions || undefined}
                data-tight={column.tight || undefined}
              >
                {column.actions ? (
                  <div className={classes.actions}>{column.cell(row)}</div>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
