import { Button, Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { CreateUser, Role, UpdateUser, User } from "../api/types";
import { NewPassword, passwordMistake } from "../session/NewPassword";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";
import { DomainsField } from "./DomainsField";
import { domainsOf, ROLES } from "./words";

interface Props {
  /** Null makes a new one. */
  user: User | null;
  onDone: (words: string) => void;
  onCancel: () => void;
}

export function UserForm({ user, onDone, onCancel }: Props) {
  const form = useForm({
    initialValues: {
      username: user?.username ?? "",
      displayName: user?.displayName ?? "",
      password: "",
      role: user?.role ?? ("viewer" as Role),
      domains: user?.domains.join("\n") ?? "",
      disabled: user?.disabled ?? false,
    },
    validate: {
      username: (value) => (value.trim() ? null : "Choose a name to sign in with."),
      password: (value) => (user ? null : passwordMistake(value)),
      domains: (value, values) =>
        values.role === "operator" && domainsOf(value).length === 0
          ? "An operator needs at least one domain."
          : null,
    },
  });
  const { values } = form;
  const save = useMutation({
    mutationFn: () => {
      const domains = values.role === "operator" ? domainsOf(values.domains) : [];
      const displayName = values.displayName.trim() || values.username.trim();
      const { role, disabled, password } = values;
      if (user) {
        const body: UpdateUser = { displayName, role, domains, disabled };
        return api.put<User>(`/users/${user.id}`, body);
      }
      const username = values.username.trim();
      const body: CreateUser = { username, displayName, password, role, domains };
      return api.post<User>("/users", body);
    },
    onSuccess: () => onDone(user ? "User changed" : "User added"),
    onError: (error) => showMistakes(form, error),
  });

  return (
    <form onSubmit={form.onSubmit(() => save.mutate(), focusMistake)} noValidate>
      <Stack>
        {!user && (
          <TextInput
            data-autofocus
            label="Username"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("username")}
          />
        )}
        <TextInput
          label="Name (optional)"
          description="How they are called here and in the audit log."
          autoComplete="off"
          {...form.getInputProps("displayName")}
        />
        {!user && (
          <NewPassword
            label="Password"
            description="At least 12 characters. Tell it to them; they can change it once they have signed in."
            {...form.getInputProps("password")}
          />
        )}
        <Radio.Group label="Role" {...form.getInputProps("role")}>
          <Stack gap="xs" mt="xs">
            {ROLES.map(({ value, title, words }) => (
              <Radio key={value} value={value} label={title} description={words} />
            ))}
          </Stack>
        </Radio.Group>
        {values.role === "operator" && <DomainsField {...form.getInputProps("domains")} />}
        {user && (
          <Checkbox
            label="Disabled"
            description="Cannot sign in; who is signed in now is signed out."
            {...form.getInputProps("disabled", { type: "checkbox" })}
          />
        )}
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
            {user ? "Save" : "Add the user"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
