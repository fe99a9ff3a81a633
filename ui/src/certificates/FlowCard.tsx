import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { asProblem } from "../api/problem";
import type { Certificate, Flow } from "../api/types";
import { FlowPicture } from "../flow/FlowPicture";
import { Card } from "../ui/Card";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { absolute, duration } from "../ui/time";
import { useFlow } from "./useCertificate";

/** The live picture of the issuance under way, or of the one that `?issuance=` names. */
export function FlowCard({ certificate }: { certificate: Certificate }) {
  const [query, setQuery] = useSearchParams();
  const issuance = query.get("issuance");
  const flow = useFlow(certificate.id, issuance);
  const first = useRef<string | undefined>(undefined);
  if (!issuance) first.current ??= flow.data?.issuance;
  useAttention(issuance);
  // Before the first issuance there is nothing to show; a certificate that is fine names none.
  if (!issuance && !certificate.issuance && !flow.data) return null;
  const present = () =>
    setQuery(
      (before) => {
        before.delete("issuance");
        return before;
      },
      { preventScrollReset: true },
    );
  return (
    <Card
      id="flow"
      title={issuance ? "An earlier issuance" : "How it is issued"}
      lead={flow.data ? leadOf(flow.data) : "Who asks whom, step by step."}
      actions={
        issuance && (
          <Button variant="default" leftSection={<IconHistory size={18} />} onClick={present}>
            Back to the latest
          </Button>
        )
      }
    >
      {flow.isPending ? (
        <Loading rows={3} height={110} what="the issuance" />
      ) : flow.isError ? (
        <ErrorState problem={asProblem(flow.error)} onRetry={() => void flow.refetch()} />
      ) : flow.data ? (
        <FlowPicture
          key={flow.data.issuance}
          flow={flow.data}
          live={!issuance && flow.data.finishedAt === null}
          fromStart={!issuance && flow.data.issuance !== first.current}
        />
      ) : (
        <p>What was asked then is not kept any more: Kalm remembers the latest ten issuances.</p>
      )}
    </Card>
  );
}

/** What was asked for further down, or left, takes the focus. */
function useAttention(issuance: string | null) {
  const before = useRef(issuance);
  useEffect(() => {
    if (before.current === issuance) return;
    before.current = issuance;
    const card = document.getElementById("flow");
    if (!card) return;
    card.tabIndex = -1;
    // Below the bar that stays at the top of a narrow screen.
    card.style.scrollMarginTop = "4.5rem";
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }, [issuance]);
}

function leadOf(flow: Flow): string {
  const began = `Begun ${absolute(flow.startedAt)}`;
  const attempt = flow.attempt > 1 ? `, attempt ${flow.attempt}` : "";
  if (flow.state === "failed") return `${began}${attempt}. It hangs at the step that is marked.`;
  if (!flow.finishedAt) return `${began}${attempt}. Who asks whom, step by step, as it happens.`;
  const took = duration(Date.parse(flow.finishedAt) - Date.parse(flow.startedAt));
  return `${began}${attempt}; it took ${took}.`;
}
