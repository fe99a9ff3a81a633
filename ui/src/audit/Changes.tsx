import classes from "./audit.module.css";
import { changes, fieldWords, NONE } from "./changes";

interface Props {
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Before and after, side by side; what has not changed is quiet. */
export function Changes({ id, before, after }: Props) {
  const isChange = before !== null && after !== null;
  return (
    <div id={id} className={classes.changes}>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            {before !== null && <th scope="col">{isChange ? "Before" : "Was"}</th>}
            {after !== null && <th scope="col">{isChange ? "After" : "Is"}</th>}
          </tr>
        </thead>
        <tbody>
          {changes(before, after).map((one) => (
            <tr key={one.field} data-kind={isChange ? one.kind : undefined}>
              <th scope="row">
                {fieldWords(one.field)}
                {isChange && one.kind !== "same" && (
                  <span className={classes.kind}>{one.kind}</span>
                )}
              </th>
              {before !== null && (
                <td data-side="before" data-none={one.before === NONE || undefined}>
                  {one.before}
                </td>
              )}
              {after !== null && (
                <td data-side="after" data-none={one.after === NONE || undefined}>
                  {one.after}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
