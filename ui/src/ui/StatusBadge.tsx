import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconProgress,
} from "@tabler/icons-react";
import classes from "./StatusBadge.module.css";
import type { Tone } from "./tone";

const ICONS = {
  ok: IconCircleCheck,
  busy: IconProgress,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  idle: IconCircleDashed,
} satisfies Record<Tone, unknown>;

interface Props {
  tone: Tone;
  children: string;
  /** Says more when pointed at. */
  title?: string;
}

/** A state in a word, with an icon and a colour. `<StatusBadge {...certificateStatus("ready")} />` */
export function StatusBadge({ tone, children, title }: Props) {
  const Icon = ICONS[tone];
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      <Icon size={16} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
