import classes from "./Shell.module.css";

export function Brand() {
  return (
    <span className={classes.mark}>
      <img src="/kalm.svg" alt="" width={28} height={28} />
      <span>Kalm</span>
    </span>
  );
}
