import { useEffect } from "react";
import { Navigate, Outlet, ScrollRestoration, useLocation } from "react-router";
import { useChanges } from "../api/changes";
import { sendCsrfToken } from "../api/client";
import { asProblem } from "../api/problem";
import { useSession } from "../api/queries";
import type { Session, User } from "../api/types";
import { ErrorState } from "../ui/ErrorState";
import { ConnectionNote } from "./ConnectionNote";
import { SetupReminder } from "./SetupReminder";
import classes from "./Shell.module.css";
import { Side } from "./Side";
import { SignedIn } from "./signedIn";
import { Waiting } from "./Waiting";

/** What every page behind the sign-in has around it; lets nobody in who is not signed in. */
export function Shell() {
  const session = useSession();
  const location = useLocation();
  if (session.isPending) return <Waiting />;
  if (session.isError) {
    return (
      <main className={classes.main}>
        <ErrorState problem={asProblem(session.error)} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  const { oidc, state, user } = session.data;
  if (state === "setup" && !oidc) return <Navigate to="/setup" replace />;
  if (!user) {
    const to = location.pathname + location.search;
    const query = to === "/" ? "" : `?to=${encodeURIComponent(to)}`;
    return <Navigate to={`/sign-in${query}`} replace />;
  }
  return <Inside session={session.data} user={user} />;
}

function Inside({ session, user }: { session: Session; user: User }) {
  sendCsrfToken(session.csrfToken);
  const stream = useChanges(true);
  const { pathname } = useLocation();

  // A page that is opened starts at its top for the keyboard too.
  useEffect(() => {
    if (pathname) document.getElementById("main")?.scrollTo(0, 0);
  }, [pathname]);

  return (
    <SignedIn value={{ session, user }}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <div className={classes.shell}>
        <Side />
        <main id="main" tabIndex={-1} className={classes.main}>
          <ConnectionNote state={stream} />
          <SetupReminder />
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </SignedIn>
  );
}
