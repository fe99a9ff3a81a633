import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHandFinger,
  IconProgress,
} from "@tabler/icons-react";
import type { Certificate } from "../api/types";
import { Problem } from "../ui/Problem";
import { StatusBadge } from "../ui/StatusBadge";
import { certificateStatus } from "../ui/statuses";
import { useNow } from "../ui/useNow";
import classes from "./SituationCard.module.css";
import { situationOf } from "./situation";

const ICONS = {
  ok: IconCircleCheck,
  busy: IconProgress,
  idle: IconProgress,
  warn: IconAlertTriangle,
  bad: IconCircleX,
};

/** What matters: how it is, in a sentence, and what to do now. */
export function SituationCard({ certificate }: { certificate: Certificate }) {
  const now = useNow();
  const { tone, title, text, todo } = situationOf(certificate, now);
  const Icon = ICONS[tone];
  const problem = certificate.issuance?.problem ?? null;
  return (
    <section className={classes.situation} data-tone={tone} aria-label="How it is">
      <Icon size={30} stroke={1.75} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div role="status">
          <p className={classes.title}>
            {title} <StatusBadge {...certificateStatus(certificate.status)} />
          </p>
          {text && <p>{text}</p>}
        </div>
        {todo && (
          <p className={classes.todo}>
            <IconHandFinger size={20} aria-hidden />
            {todo}
          </p>
        )}
        {problem && certificate.issuance?.state !== "issued" && (
          <div className={classes.problem}>
            <Problem problem={problem} announced={false} />
          </div>
        )}
      </div>
    </section>
  );
}
