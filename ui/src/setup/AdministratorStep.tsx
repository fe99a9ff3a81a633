import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Session } from "../api/types";
import { NewPassword, passwordMistake } from "../session/NewPassword";
import { useBegin } from "../session/useBegin";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";
import { Step } from "./Step";

/** The first administrator. */
export function AdministratorStep({ token }: { token: string }) {
  const begin = useBegin();
  const form = useForm({
    initialValues: { username: "", password: "", again: "" },
    validate: {
      username: (value) => (value.trim() ? null : "Choose a name to sign in with."),
      password: passwordMistake,
      again: (value, values) =>
        value === values.password ? null : "This is not the same password.",
    },
  });
  const create = useMutation({
    mutationFn: () =>
      api.post<Session>("/setup", {
        token,
        username: form.values.username.trim(),
        password: form.values.password,
      }),
    onSuccess: (session) => {
      // The link is spent: its token need not stay in the address bar and in the history.
      window.history.replaceState(window.history.state, "", "/setup");
      begin(session);
    },
    onError: (error) => showMistakes(form, error),
  });
  return (
    <Step
      title="Who are you?"
      why={
        <p>
          Whoever can sign in here can have certificates issued for your domains. So there is an
          administrator first: you. Others can be added later, with fewer rights.
        </p>
      }
    >
      <form onSubmit={form.onSubmit(() => create.mutate(), focusMistake)} noValidate>
        <Stack>
          <TextInput
            label="Username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("username")}
          />
          <NewPassword label="Password" {...form.getInputProps("password")} />
          <PasswordInput
            label="Password again"
            autoComplete="new-password"
            {...form.getInputProps("again")}
          />
          {create.isError && (
            <FormProblem
              problem={asProblem(create.error)}
              title="Not set up"
              fields={Object.keys(form.values)}
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              Create the administrator
            </Button>
          </Group>
        </Stack>
      </form>
    </Step>
  );
}
