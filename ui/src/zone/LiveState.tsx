import type { StreamState } from "../api/stream";
import { StatusBadge } from "../ui/StatusBadge";
import type { Shown } from "../ui/statuses";

const STATES: Record<StreamState, Shown> = {
  connecting: { tone: "busy", children: "Connecting" },
  open: { tone: "ok", children: "Live" },
  lost: { tone: "warn", children: "Connection lost, trying again" },
};

/** Whether what is on the page is kept up to date. */
export function LiveState({ state }: { state: StreamState }) {
  return (
    <span role="status">
      <StatusBadge {...STATES[state]} />
    </span>
  );
}
