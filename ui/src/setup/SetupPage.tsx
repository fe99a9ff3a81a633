import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, Navigate, useLocation, useNavigate } from "react-router";
import { sendCsrfToken } from "../api/client";
import { asProblem } from "../api/problem";
import { useSession, useSettings } from "../api/queries";
import type { Session } from "../api/types";
import { Page } from "../app/Page";
import { PublicFrame } from "../app/PublicFrame";
import { Waiting } from "../app/Waiting";
import { fragment } from "../session/path";
import { ErrorState } from "../ui/ErrorState";
import { Problem } from "../ui/Problem";
import { AdministratorStep } from "./AdministratorStep";
import { AuthorityStep } from "./AuthorityStep";
import { ClusterStep } from "./ClusterStep";
import { DoneStep } from "./DoneStep";
import { Steps } from "./Steps";
import { firstOpen, type StepKey } from "./steps";

/** The first run, step by step; left half-way, it goes on at the first step that is missing. */
export function Component() {
  const session = useSession();
  const { hash } = useLocation();
  const [token] = useState(() => fragment(hash).get("token"));

  if (session.isPending) return <Waiting />;
  return (
    <PublicFrame wide>
      <Page title="Set up Kalm" lead="Three questions, then the first certificate.">
        {session.isError ? (
          <ErrorState
            problem={asProblem(session.error)}
            onRetry={() => void session.refetch()}
            retrying={session.isFetching}
          />
        ) : (
          <Begun session={session.data} token={token} />
        )}
      </Page>
    </PublicFrame>
  );
}

function Begun({ session, token }: { session: Session; token: string | null }) {
  if (session.state === "anonymous") return <Navigate to="/sign-in?to=/setup" replace />;
  if (session.state === "setup") {
    return (
      <>
        <Steps current="administrator" done={[]} />
        {token ? <AdministratorStep token={token} /> : <NoToken />}
      </>
    );
  }
  if (session.user?.role !== "administrator") {
    return (
      <Problem
        problem={{
          title: "The set-up is an administrator's",
          detail: "Your role does not let you change settings.",
          kind: "user-action",
          advice: "Ask an administrator to finish the set-up.",
        }}
      >
        <Button component={Link} to="/" mt="sm" variant="default">
          Go to the dashboard
        </Button>
      </Problem>
    );
  }
  sendCsrfToken(session.csrfToken);
  return <Settled />;
}

function NoToken() {
  return (
    <Problem
      problem={{
        title: "Open the link that Kalm printed",
        detail:
          "Nobody has set up this server yet. So that no stranger does, it takes the one-time link that kalm serve printed when it started, in the terminal or in its log.",
        kind: "user-action",
        advice:
          "Look for a line with /setup#token= there (journalctl -u kalm). If it is lost, start Kalm again: it prints a new one.",
      }}
    />
  );
}

function Settled() {
  const settings = useSettings();
  const navigate = useNavigate();
  const [skipped, setSkipped] = useState(false);
  const [chosen, setChosen] = useState<StepKey | null>(null);

  if (settings.isPending) return <Waiting />;
  if (settings.isError) {
    return (
      <ErrorState
        problem={asProblem(settings.error)}
        onRetry={() => void settings.refetch()}
        retrying={settings.isFetching}
      />
    );
  }
  const { missing } = settings.data;
  const current = chosen ?? firstOpen(missing, skipped);
  const done: StepKey[] = ["administrator"];
  if (!missing.includes("cluster")) done.push("cluster");
  if (!missing.includes("authority")) done.push("authority");
  return (
    <>
      <Steps
        current={current}
        done={done}
        skipped={skipped && missing.includes("cluster")}
        onChoose={setChosen}
      />
      {current === "cluster" && (
        <ClusterStep
          settings={settings.data}
          onDone={() => setChosen(null)}
          onSkip={() => {
            setSkipped(true);
            setChosen(null);
          }}
        />
      )}
      {current === "authority" && (
        <AuthorityStep
          settings={settings.data}
          onDone={() => setChosen(null)}
          onLater={() => navigate("/")}
        />
      )}
      {current === "done" && <DoneStep settings={settings.data} />}
    </>
  );
}
