import {
  IconArrowDown,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconRotateClockwise,
} from "@tabler/icons-react";
import type { Flow, FlowExchange, FlowStep } from "../api/types";
import { clock, withTimes } from "../ui/time";
import { Finale } from "./Finale";
import { type Arrow, arrowOf, columnMiddle } from "./layout";
import { END, type Moment } from "./moments";
import classes from "./Stage.module.css";
import { called, whoAsksWhom, whyOf } from "./words";

/** Longer words are set smaller. */
const LONG = 110;

interface Props {
  flow: Flow;
  step: FlowStep;
  moment: Moment | null;
}

/** Below the actors: one question, large, on its way from one to another, and the answer on its way back. */
export function Stage({ flow, step, moment }: Props) {
  const exchange = moment?.exchange ?? null;
  const arrow = arrowOf(flow.actors, exchange);
  return (
    <div className={classes.stage}>
      <Lifelines count={flow.actors.length} />
      {moment?.key === END ? (
        <Finale flow={flow} />
      ) : exchange && arrow ? (
        <Exchange key={contentOf(step, exchange)} flow={flow} exchange={exchange} arrow={arrow} />
      ) : (
        <div className={classes.quiet}>
          <p className={classes.said}>{step.title}</p>
          <p>
            {step.status === "pending" ? "This is still to come. " : ""}
            {whyOf(step, flow.challenge)}
          </p>
        </div>
      )}
    </div>
  );
}

/** The same question asked again and again, while it waits, does not come in anew each time. */
const contentOf = (step: FlowStep, { from, to, asked }: FlowExchange) =>
  [step.id, from, to, asked].join("|");

function Lifelines({ count }: { count: number }) {
  return (
    <div className={classes.lines} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => {
        const left = `${columnMiddle(index, count)}%`;
        return <span key={left} style={{ left }} />;
      })}
    </div>
  );
}

interface ExchangeProps {
  flow: Flow;
  exchange: FlowExchange;
  arrow: Arrow;
}

function Exchange({ flow, exchange, arrow }: ExchangeProps) {
  const position = {
    "--from": `${arrow.from}%`,
    "--to": `${arrow.to}%`,
    "--left": `${arrow.left}%`,
    "--width": `${arrow.width}%`,
    "--middle": `${arrow.middle}%`,
  };
  const state = stateOf(exchange);
  return (
    <div className={classes.exchange} style={position} data-state={state}>
      <div className={classes.words}>
        <p className={classes.who}>
          {whoAsksWhom(flow.actors, exchange)}{" "}
          <span className={classes.time}>{clock(exchange.at)}</span>
        </p>
        <p className={classes.said} data-long={exchange.asked.length > LONG || undefined}>
          {withTimes(exchange.asked)}
        </p>
      </div>
      <Wire direction={arrow.direction} state={state} />
      <div className={classes.words}>
        <Answer flow={flow} exchange={exchange} state={state} />
      </div>
    </div>
  );
}

type State = "open" | "good" | "bad" | "neutral";

function stateOf({ answered, ok }: FlowExchange): State {
  if (answered === null) return "open";
  return ok === null ? "neutral" : ok ? "good" : "bad";
}

/** The question's arrow, and below it the answer's, which is drawn only when there is one. */
function Wire({ direction, state }: { direction: Arrow["direction"]; state: State }) {
  return (
    <div className={classes.wire} aria-hidden="true" data-direction={direction}>
      {direction === "self" ? (
        <IconRotateClockwise className={classes.loop} size={44} stroke={1.75} />
      ) : (
        <>
          <span className={classes.ask} />
          {state !== "open" && <span className={classes.reply} />}
          <span className={classes.packet} />
          <IconArrowDown className={classes.down} size={28} stroke={1.75} />
        </>
      )}
    </div>
  );
}

function Answer({ flow, exchange, state }: { flow: Flow; exchange: FlowExchange; state: State }) {
  const to = flow.actors.find(({ id }) => id === exchange.to);
  if (state === "open") {
    return (
      <p className={classes.answer}>
        <IconHourglass size={22} aria-hidden />
        {to?.kind === "user" ? "Waiting for you" : `Waiting for ${called(to)}`}
      </p>
    );
  }
  const long = (exchange.answered?.length ?? 0) > LONG;
  const Icon = state === "bad" ? IconCircleX : IconCircleCheck;
  return (
    <p className={classes.answer} data-long={long || undefined}>
      {state !== "neutral" && <Icon size={22} aria-hidden />}
      <span>
        <span className="k-hidden">
          {state === "bad" ? "Not what is needed: " : "The answer: "}
        </span>
        {withTimes(exchange.answered ?? "")}
      </span>
    </p>
  );
}
