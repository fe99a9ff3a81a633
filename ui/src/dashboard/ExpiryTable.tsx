import classes from "./ExpiryCard.module.css";
import { longDay } from "./expiryWords";
import type { Expiry } from "./timeLine";

/** The time line in numbers. */
export function ExpiryTable({ expiries }: { expiries: Expiry[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Days on which certificates end">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col" className={classes.number}>
              End
            </th>
            <th scope="col" className={classes.number}>
              of them failing
            </th>
          </tr>
        </thead>
        <tbody>
          {expiries.map((expiry) => (
            <tr key={expiry.date}>
              <th scope="row">{longDay(expiry.date)}</th>
              <td className={classes.number}>{expiry.count.toLocaleString("en")}</td>
              <td className={`${classes.number} ${expiry.failing ? classes.bad : ""}`}>
                {expiry.failing.toLocaleString("en")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
