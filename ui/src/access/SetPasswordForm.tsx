import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { User } from "../api/types";
import { NewPassword, passwordMistake } from "../session/NewPassword";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";

interface Props {
  user: User;
  onDone: (words: string) => void;
  onCancel: () => void;
}

/** For somebody who has forgotten theirs. */
export function SetPasswordForm({ user, onDone, onCancel }: Props) {
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: passwordMistake },
  });
  const save = useMutation({
    mutationFn: () => api.put(`/users/${user.id}/password`, { password: form.values.password }),
    onSuccess: () => onDone("Password set"),
    onError: (error) => showMistakes(form, error),
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(), focusMistake)} noValidate>
      <Stack>
        <NewPassword
          data-autofocus
          label="New password"
          description="At least 12 characters. They are signed out everywhere, and sign in with this one."
          {...form.getInputProps("password")}
        />
        {save.isError && (
          <FormProblem
            problem={asProblem(save.error)}
            title="Not saved"
            fields={Object.keys(form.values)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Set the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
