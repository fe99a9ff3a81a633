import { useMemo } from "react";
import type { Flow } from "../api/types";
import { Actors } from "./Actors";
import { Controls } from "./Controls";
import classes from "./FlowPicture.module.css";
import { momentsOf } from "./moments";
import { Spoken } from "./Spoken";
import { Stage } from "./Stage";
import { StepPanel } from "./StepPanel";
import { Steps } from "./Steps";
import { useShown } from "./useShown";

interface Props {
  flow: Flow;
  /** Whether more may come. */
  live: boolean;
  /** Whether it began before somebody's eyes, so that they see its beginning too. */
  fromStart?: boolean;
}

/**
 * An issuance as a picture: who takes part, and who asks whom for what at the moment; below it the
 * steps, each of which can be opened. Give it the issuance's id as its key.
 */
export function FlowPicture({ flow, live, fromStart = false }: Props) {
  const moments = useMemo(() => momentsOf(flow), [flow]);
  const shown = useShown(moments, fromStart);
  const step = flow.steps.find(({ id }) => id === shown.step) ?? flow.steps[0];
  if (!step) return null;
  return (
    <div className={classes.picture}>
      <Spoken flow={flow} />
      <figure className={classes.figure} aria-label="Who asks whom">
        <Actors actors={flow.actors} exchange={shown.moment?.exchange ?? null} />
        <Stage flow={flow} step={step} moment={shown.moment} />
      </figure>
      <Controls shown={shown} live={live} />
      <Steps steps={flow.steps} shown={step.id} onShow={shown.showStep} />
      <StepPanel
        flow={flow}
        step={step}
        moments={moments}
        shown={shown.moment?.key ?? null}
        onShow={shown.showMoment}
      />
    </div>
  );
}
