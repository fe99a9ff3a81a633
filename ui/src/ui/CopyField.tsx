import { CopyButton } from "./CopyButton";
import classes from "./CopyField.module.css";

interface Props {
  value: string;
  /** What it is, "Host". */
  label: string;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** A sentence below the value. */
  hint?: string;
}

/** A value to take elsewhere, whole and on as many lines as it needs, with a button that copies it. */
export function CopyField({ value, label, hideLabel = false, hint }: Props) {
  return (
    <div className={classes.field}>
      <div className={hideLabel ? "k-hidden" : classes.label}>{label}</div>
      <div className={classes.box}>
        <code className={classes.value}>{value}</code>
        <CopyButton value={value} what={inSentence(label)} />
      </div>
      {hint && <div className={classes.hint}>{hint}</div>}
    </div>
  );
}

/** "Host" → "host", and "CNAME" as it is. */
function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
