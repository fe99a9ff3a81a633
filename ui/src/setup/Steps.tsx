import { UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import classes from "./setup.module.css";
import { STEPS, type StepKey } from "./steps";

interface Props {
  current: StepKey;
  done: StepKey[];
  /** Whether the cluster's step was put off. */
  skipped?: boolean;
  onChoose?: (step: StepKey) => void;
}

/** Where the set-up stands; a step that is done, or was skipped, can be opened again. */
export function Steps({ current, done, skipped = false, onChoose }: Props) {
  return (
    <nav aria-label="Steps of the set-up">
      <ol className={classes.steps}>
        {STEPS.map(({ key, title }, index) => {
          const isDone = done.includes(key) && key !== current;
          const isSkipped = key === "cluster" && skipped && key !== current;
          const state = isDone ? ", done" : isSkipped ? ", skipped" : "";
          const inside = (
            <>
              <span className={classes.number} aria-hidden>
                {isDone ? <IconCheck size={16} stroke={2.5} /> : index + 1}
              </span>
              <span className={classes.stepTitle}>
                {title}
                <span className={isSkipped ? classes.skipped : "k-hidden"}>{state}</span>
              </span>
            </>
          );
          const open = onChoose && key !== "administrator" && (isDone || isSkipped);
          return (
            <li
              key={key}
              aria-current={key === current ? "step" : undefined}
              data-state={key === current ? "current" : isDone ? "done" : "open"}
            >
              {open ? (
                <UnstyledButton className={classes.step ?? ""} onClick={() => onChoose(key)}>
                  {inside}
                </UnstyledButton>
              ) : (
                <span className={classes.step}>{inside}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
