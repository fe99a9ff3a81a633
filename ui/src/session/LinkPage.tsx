import { Anchor, Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Session } from "../api/types";
import { Page } from "../app/Page";
import { PublicFrame } from "../app/PublicFrame";
import { Waiting } from "../app/Waiting";
import { Problem } from "../ui/Problem";
import { fragment, safePath } from "./path";
import { useBegin } from "./useBegin";

/** Signs in with a one-time link and opens its page. */
export function Component() {
  const { hash } = useLocation();
  const [parts] = useState(() => fragment(hash));
  const token = parts.get("token");
  const to = safePath(parts.get("to"));
  const navigate = useNavigate();
  const begin = useBegin();
  const { mutate, isIdle, isError, error } = useMutation({
    mutationFn: (value: string) => api.post<Session>("/session/link", { token: value }),
    onSuccess: (session) => {
      begin(session);
      navigate(to, { replace: true });
    },
  });

  useEffect(() => {
    // A secret does not stay in the address bar and in the history.
    window.history.replaceState(window.history.state, "", "/link");
    if (token && isIdle) mutate(token);
  }, [token, isIdle, mutate]);

  if (token && !isError) return <Waiting />;
  const problem = token
    ? asProblem(error)
    : { detail: "The address has no token.", advice: "Open the whole link, as it was printed." };
  return (
    <PublicFrame>
      <Page title="Sign-in link">
        <Stack>
          <Problem problem={problem} title="This link does not sign you in" />
          <Button component={Link} to={`/sign-in?to=${encodeURIComponent(to)}`}>
            Sign in with a password
          </Button>
          <Anchor component={Link} to={to}>
            Go on without signing in again
          </Anchor>
        </Stack>
      </Page>
    </PublicFrame>
  );
}
