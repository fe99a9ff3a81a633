import { Button, Divider, Stack, Text } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { Navigate, useSearchParams } from "react-router";
import { urlOf } from "../api/client";
import { asProblem } from "../api/problem";
import { useSession } from "../api/queries";
import { Page } from "../app/Page";
import { PublicFrame } from "../app/PublicFrame";
import { Waiting } from "../app/Waiting";
import { Card } from "../ui/Card";
import { ErrorState } from "../ui/ErrorState";
import { Problem } from "../ui/Problem";
import { PasswordForm } from "./PasswordForm";
import { safePath } from "./path";
import { providerProblem } from "./providerProblem";

export function Component() {
  const session = useSession();
  const [parameters] = useSearchParams();
  const to = safePath(parameters.get("to"));
  const error = parameters.get("error");

  if (session.isPending) return <Waiting />;
  if (session.isError) {
    return (
      <PublicFrame>
        <ErrorState
          problem={asProblem(session.error)}
          onRetry={() => void session.refetch()}
          retrying={session.isFetching}
        />
      </PublicFrame>
    );
  }
  const { oidc, state } = session.data;
  if (state === "setup" && !oidc) return <Navigate to="/setup" replace />;
  if (state === "signed-in") return <Navigate to={to} replace />;

  return (
    <PublicFrame>
      <Page title="Sign in" lead="Certificates that get and renew themselves.">
        <Card>
          <Stack>
            {error && <Problem problem={providerProblem(error)} />}
            {oidc && (
              <>
                <Button
                  component="a"
                  href={urlOf("/oidc/start", { to })}
                  size="md"
                  leftSection={<IconLogin2 size={20} aria-hidden />}
                >
                  Sign in with {oidc.name}
                </Button>
                {state === "setup" ? (
                  <Text c="dimmed" size="sm">
                    Nobody has a password here yet. The link that Kalm printed when it started makes
                    an administrator with one.
                  </Text>
                ) : (
                  <Divider label="or with a password" />
                )}
              </>
            )}
            {state !== "setup" && <PasswordForm quiet={oidc !== null} />}
          </Stack>
        </Card>
      </Page>
    </PublicFrame>
  );
}
