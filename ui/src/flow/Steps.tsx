import { UnstyledButton } from "@mantine/core";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import type { FlowStep } from "../api/types";
import { stepStatus } from "../ui/statuses";
import classes from "./Steps.module.css";

interface Props {
  steps: FlowStep[];
  /** The id of the one that is looked at. */
  shown: string;
  onShow: (id: string) => void;
}

/** The line of steps: where the issuance is, at a glance. Each can be opened. */
export function Steps({ steps, shown, onShow }: Props) {
  return (
    <ol className={classes.steps} aria-label="Steps of the issuance">
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={classes.step}
          data-status={step.status}
          aria-current={step.status === "active" ? "step" : undefined}
        >
          <UnstyledButton
            className={classes.button ?? ""}
            aria-pressed={step.id === shown}
            onClick={() => onShow(step.id)}
          >
            <span className={classes.dot}>
              <Sign step={step} number={index + 1} />
            </span>
            <span className={classes.title}>{step.title}</span>
            <span className="k-hidden">: {stepStatus(step.status).children.toLowerCase()}</span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}

function Sign({ step, number }: { step: FlowStep; number: number }) {
  switch (step.status) {
    case "done":
      return <IconCheck size={18} stroke={2.5} aria-hidden />;
    case "failed":
      return <IconX size={18} stroke={2.5} aria-hidden />;
    case "skipped":
      return <IconMinus size={18} stroke={2.5} aria-hidden />;
    default:
      return number;
  }
}
