import type { Flow, FlowStep } from "../api/types";
import { Linked } from "../ui/Linked";
import { StatusBadge } from "../ui/StatusBadge";
import { sentence } from "../ui/sentence";
import { stepStatus } from "../ui/statuses";
import { clock, duration, withTimes } from "../ui/time";
import { useNow } from "../ui/useNow";
import { ExchangeList } from "./ExchangeList";
import type { Moment } from "./moments";
import classes from "./StepPanel.module.css";
import { whyOf } from "./words";

interface Props {
  flow: Flow;
  step: FlowStep;
  moments: Moment[];
  /** The key of the moment that the picture shows. */
  shown: string | null;
  onShow: (key: string) => void;
}

/** One step in words: what it is for, how it went, and all that was asked in it. */
export function StepPanel({ flow, step, moments, shown, onShow }: Props) {
  const number = flow.steps.indexOf(step) + 1;
  return (
    <section className={classes.panel} aria-label={`Step ${number}`}>
      <header className={classes.header}>
        <h3 className={classes.title}>
          <span className={classes.number}>
            {number} of {flow.steps.length}
          </span>{" "}
          {step.title}
        </h3>
        <StatusBadge {...stepStatus(step.status)} />
        <Took step={step} />
      </header>
      <p className={classes.why}>{whyOf(step, flow.challenge)}</p>
      {step.detail && (
        <p className={classes.detail} data-bad={step.status === "failed" || undefined}>
          <Linked text={sentence(withTimes(step.detail))} />
        </p>
      )}
      <ExchangeList
        actors={flow.actors}
        moments={moments.filter((moment) => moment.step.id === step.id)}
        shown={shown}
        onShow={onShow}
      />
    </section>
  );
}

function Took({ step }: { step: FlowStep }) {
  const now = useNow(1000);
  if (!step.startedAt) return null;
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  const words = duration(end - Date.parse(step.startedAt));
  return (
    <span className={classes.times}>
      {clock(step.startedAt)}, {step.finishedAt ? `took ${words}` : `for ${words} now`}
    </span>
  );
}
