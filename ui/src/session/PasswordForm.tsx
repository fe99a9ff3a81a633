import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Session } from "../api/types";
import { Problem } from "../ui/Problem";
import { useBegin } from "./useBegin";

interface Props {
  /** Whether there is another way above it that most will take. */
  quiet: boolean;
}

/** Signs a local user in; the page then goes on by itself. */
export function PasswordForm({ quiet }: Props) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const passwordInput = useRef<HTMLInputElement>(null);
  const begin = useBegin();
  const signIn = useMutation({
    mutationFn: () => api.post<Session>("/session", { username: username.trim(), password }),
    onSuccess: begin,
    onError: () => passwordInput.current?.select(),
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!signIn.isPending) signIn.mutate();
      }}
    >
      <Stack>
        {signIn.isError && <Problem problem={asProblem(signIn.error)} title="Not signed in" />}
        <TextInput
          label="Username"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus={!quiet}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordInput}
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="md"
          variant={quiet ? "default" : "filled"}
          loading={signIn.isPending}
        >
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
