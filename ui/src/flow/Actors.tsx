import type { FlowActor, FlowExchange } from "../api/types";
import { ActorIcon } from "./ActorIcon";
import classes from "./Actors.module.css";
import { below, briefly, headed } from "./words";

interface Props {
  actors: FlowActor[];
  /** What is shown, whose two take part. */
  exchange: FlowExchange | null;
}

/** Everybody who takes part, in a row. */
export function Actors({ actors, exchange }: Props) {
  return (
    <ul
      className={classes.actors}
      style={{ "--actors": actors.length }}
      aria-label="Who takes part"
    >
      {actors.map((actor) => (
        <li
          key={actor.id}
          className={classes.actor}
          data-part={partOf(actor, exchange) ?? undefined}
          title={actor.role}
        >
          <span className={classes.icon}>
            <ActorIcon kind={actor.kind} />
          </span>
          <span className={classes.name}>{headed(actor)}</span>
          <span className={classes.brief} aria-hidden="true">
            {briefly(actor)}
          </span>
          <span className={classes.below}>{below(actor)}</span>
        </li>
      ))}
    </ul>
  );
}

function partOf(actor: FlowActor, exchange: FlowExchange | null): "asks" | "asked" | null {
  if (exchange?.from === actor.id) return "asks";
  return exchange?.to === actor.id ? "asked" : null;
}
