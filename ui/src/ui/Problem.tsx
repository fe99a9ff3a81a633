import { IconAlertTriangle, IconCircleX, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ProblemDocument, ProblemKind } from "../api/types";
import { Linked } from "./Linked";
import classes from "./Problem.module.css";
import { acmeName, problemTitle } from "./problemWords";
import { sentence } from "./sentence";

const WHO_MENDS: Record<ProblemKind, string> = {
  "rate-limited": "The authority asks for patience; the next attempt waits for the time it named.",
  "user-action": "This needs something from you.",
  transient: "This is expected to pass by itself.",
  refused: "The authority said no, and will say it again.",
  internal: "This is a fault of Kalm's.",
};

interface Props {
  problem: ProblemDocument;
  /** What failed, in the words of the page: "The certificate could not be renewed". */
  title?: string;
  /** Buttons or links below it. */
  children?: ReactNode;
  /** Whether it is read out as it appears; off for a list of old problems. */
  announced?: boolean;
}

/** A problem document in words: what failed, for which name, and what to do. */
export function Problem({ problem, title, children, announced = true }: Props) {
  const waiting = problem.kind === "rate-limited" || problem.kind === "transient";
  const Icon = waiting
    ? IconClock
    : problem.kind === "user-action"
      ? IconAlertTriangle
      : IconCircleX;
  const acme = acmeName(problem.type);
  const subproblems = problem.subproblems ?? [];
  const errors = problem.errors ?? [];
  return (
    <section
      className={classes.problem}
      data-waiting={waiting || undefined}
      role={announced ? "alert" : undefined}
    >
      <Icon size={22} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.title}>{title ?? problemTitle(problem)}</p>
        {problem.detail && (
          <p>
            <Linked text={sentence(problem.detail)} />
          </p>
        )}
        {errors.length > 0 && (
          <ul>
            {errors.map((mistake) => (
              <li key={`${mistake.pointer ?? mistake.name}${mistake.detail}`}>
                {sentence(mistake.detail)}
              </li>
            ))}
          </ul>
        )}
        {subproblems.length > 0 && (
          <ul>
            {subproblems.map((sub) => (
              <li key={`${sub.identifier?.value}${sub.type}`}>
                {sub.identifier && <strong className="k-name">{sub.identifier.value}: </strong>}
                <Linked text={sentence(sub.detail || sub.title || sub.type || "")} />
              </li>
            ))}
          </ul>
        )}
        {problem.advice && (
          <p>
            <strong>What to do: </strong>
            <Linked text={sentence(problem.advice)} />
          </p>
        )}
        {!problem.advice && problem.kind && <p>{WHO_MENDS[problem.kind]}</p>}
        {acme && (
          <p className={classes.quiet}>
            The authority calls this <code>{acme}</code>
            {problem.instance?.startsWith("https://") && (
              <>
                : <Linked text={problem.instance} />
              </>
            )}
          </p>
        )}
        {children}
      </div>
    </section>
  );
}
