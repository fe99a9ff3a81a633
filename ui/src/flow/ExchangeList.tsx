import { UnstyledButton } from "@mantine/core";
import { IconArrowRight, IconCircleCheck, IconCircleX, IconHourglass } from "@tabler/icons-react";
import type { FlowActor, FlowExchange } from "../api/types";
import { clock, withTimes } from "../ui/time";
import classes from "./ExchangeList.module.css";
import type { Moment } from "./moments";
import { whoAsksWhom } from "./words";

interface Props {
  actors: FlowActor[];
  moments: Moment[];
  /** The key of the one that the picture shows. */
  shown: string | null;
  onShow: (key: string) => void;
}

/** What was asked in a step, in its order; each can be looked at in the picture. */
export function ExchangeList({ actors, moments, shown, onShow }: Props) {
  const said = moments.flatMap(({ key, exchange }) => (exchange ? [{ key, exchange }] : []));
  if (said.length === 0) return null;
  return (
    <ol className={classes.list}>
      {said.map(({ key, exchange }) => (
        <li key={key}>
          <UnstyledButton
            className={classes.row ?? ""}
            aria-pressed={key === shown}
            onClick={() => onShow(key)}
          >
            <span className={classes.time}>{clock(exchange.at)}</span>
            <span className={classes.words}>
              <span className={classes.who}>{whoAsksWhom(actors, exchange)}</span>
              <span>{withTimes(exchange.asked)}</span>
              <Answer exchange={exchange} />
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}

function Answer({ exchange }: { exchange: FlowExchange }) {
  if (exchange.answered === null) {
    return (
      <span className={classes.answer} data-state="open">
        <IconHourglass size={16} aria-hidden />
        No answer yet
      </span>
    );
  }
  const state = exchange.ok === null ? "neutral" : exchange.ok ? "good" : "bad";
  const Icon = { neutral: IconArrowRight, good: IconCircleCheck, bad: IconCircleX }[state];
  return (
    <span className={classes.answer} data-state={state}>
      <Icon size={16} aria-hidden />
      <span>
        {state === "bad" && <span className="k-hidden">Not what is needed: </span>}
        {withTimes(exchange.answered)}
      </span>
    </span>
  );
}
