import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHourglassHigh,
} from "@tabler/icons-react";
import type { Overview } from "../api/types";
import { Time } from "../ui/Times";
import classes from "./AnswerCard.module.css";
import { answer } from "./answer";

interface Props {
  overview: Overview;
  /** When it was fetched, epoch ms. */
  at: number;
  /** Whether a later look failed, so that this may no longer be so. */
  stale: boolean;
}

const ICONS = {
  ok: IconCircleCheck,
  busy: IconHourglassHigh,
  idle: IconHourglassHigh,
  warn: IconAlertTriangle,
  bad: IconCircleX,
};

/** The one big sentence. */
export function AnswerCard({ overview, at, stale }: Props) {
  const { tone, headline, words } = answer(overview);
  const Icon = ICONS[tone];
  return (
    <section className={classes.answer} data-tone={tone} aria-label="In one sentence">
      <Icon size={44} stroke={1.6} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <p role="status" className={classes.headline}>
          {headline}
        </p>
        <p className={classes.reason}>{words}</p>
        <p className={classes.quiet}>
          {stale
            ? "The server does not answer just now. This is what it said "
            : "Kept up to date by itself. Last look: "}
          <Time at={new Date(at).toISOString()} />.
        </p>
      </div>
    </section>
  );
}
