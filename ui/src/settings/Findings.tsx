import type { Finding, RecordStatus } from "../api/types";
import { StatusBadge } from "../ui/StatusBadge";
import { sentence } from "../ui/sentence";
import type { Shown } from "../ui/statuses";
import classes from "./settings.module.css";

const WORDS: Record<RecordStatus, Shown> = {
  ok: { tone: "ok", children: "Good" },
  missing: { tone: "warn", children: "Missing" },
  wrong: { tone: "bad", children: "Wrong" },
  unknown: { tone: "idle", children: "Not known" },
};

/** What a check from outside found, each with what to do. */
export function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ul className={classes.findings} aria-label="What the check found">
      {findings.map(({ what, status, detail, advice }) => (
        <li key={`${what} ${detail}`}>
          <StatusBadge {...(WORDS[status] ?? WORDS.unknown)} />
          <div className={classes.finding}>
            <strong>{what}</strong>
            <p>{sentence(detail)}</p>
            {advice && (
              <p>
                <strong>What to do: </strong>
                {sentence(advice)}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
