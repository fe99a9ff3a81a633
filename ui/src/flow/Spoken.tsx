import type { Flow } from "../api/types";
import { stepStatus } from "../ui/statuses";

/** Has a screen reader say where the issuance is, once for each change and not for each exchange. */
export function Spoken({ flow }: { flow: Flow }) {
  const index = flow.steps.findIndex(({ status }) => status === "active" || status === "failed");
  const step = flow.steps[index];
  const words = step
    ? `Step ${index + 1} of ${flow.steps.length}, ${step.title}: ${stepStatus(step.status).children.toLowerCase()}`
    : flow.state === "issued"
      ? "The certificate is issued"
      : "";
  return (
    <p className="k-hidden" role="status">
      {words}
    </p>
  );
}
