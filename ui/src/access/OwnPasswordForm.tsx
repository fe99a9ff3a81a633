import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { NewPassword, passwordMistake } from "../session/NewPassword";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";
import classes from "./access.module.css";

export function OwnPasswordForm() {
  const form = useForm({
    initialValues: { current: "", password: "", again: "" },
    validate: {
      current: (value) => (value ? null : "Enter your present password."),
      password: passwordMistake,
      again: (value, values) =>
        value === values.password ? null : "This is not the same password.",
    },
  });
  const save = useMutation({
    mutationFn: () => {
      const { current, password } = form.values;
      return api.put("/session/password", { current, password });
    },
    onSuccess: () => {
      form.reset();
      notifications.show({
        title: "Password changed",
        message: "You stay signed in here, and are signed out everywhere else.",
      });
    },
    onError: (error) => showMistakes(form, error),
  });
  return (
    <form
      className={classes.form ?? ""}
      onSubmit={form.onSubmit(() => save.mutate(), focusMistake)}
      noValidate
    >
      <h3 className={classes.heading}>Change your password</h3>
      <Stack>
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          {...form.getInputProps("current")}
        />
        <NewPassword label="New password" {...form.getInputProps("password")} />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          {...form.getInputProps("again")}
        />
        {save.isError && (
          <FormProblem
            problem={asProblem(save.error)}
            title="Not changed"
            fields={Object.keys(form.values)}
          />
        )}
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            Change the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
