import { CopyField } from "./CopyField";
import classes from "./Secret.module.css";

interface Props {
  label: string;
  value: string;
}

/** A value that is shown this once. */
export function Secret({ label, value }: Props) {
  return (
    <div className={classes.secret}>
      <CopyField label={label} value={value} />
      <p className={classes.words}>It is shown this once: copy it now and keep it safe.</p>
    </div>
  );
}
