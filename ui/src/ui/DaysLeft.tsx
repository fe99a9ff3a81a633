import classes from "./DaysLeft.module.css";
import { share, toneOfDays, wordsOfDays } from "./daysLeftWords";
import { absolute, daysUntil } from "./time";
import { useNow } from "./useNow";

interface Props {
  notBefore?: string | null | undefined;
  notAfter: string | null;
}

/** How much of a certificate's life is left: a bar, and the days in words. */
export function DaysLeft({ notBefore, notAfter }: Props) {
  const now = useNow();
  if (!notAfter) return <span className={classes.none}>—</span>;
  const days = daysUntil(notAfter, now);
  const left = share(notBefore ?? null, notAfter, now);
  return (
    <span className={classes.days} data-tone={toneOfDays(days, left)} title={absolute(notAfter)}>
      <span className={classes.words}>{wordsOfDays(days)}</span>
      <svg
        className={classes.bar}
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect className={classes.track} width={100} height={6} />
        <rect className={classes.left} width={left * 100} height={6} />
      </svg>
    </span>
  );
}
