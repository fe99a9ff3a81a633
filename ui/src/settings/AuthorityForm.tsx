import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { PutAuthority, Settings } from "../api/types";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { Problem } from "../ui/Problem";
import { showMistakes } from "../ui/showMistakes";
import { AccountKeyFields } from "./AccountKeyFields";
import { AuthorityChoice } from "./AuthorityChoice";
import {
  type AuthorityValues,
  authorityBody,
  checkAuthority,
  knownDirectory,
} from "./authorityValues";
import classes from "./settings.module.css";
import { TermsAgreement } from "./TermsAgreement";
import { useProbe } from "./useProbe";
import { useTakeSettings } from "./useTakeSettings";

interface Props {
  initial: AuthorityValues;
  /** Whether it is there already: its name then stays. */
  exists?: boolean;
  /** Whether it can be made the default, or not, here. */
  asksDefault: boolean;
  /** Names of authorities that are there already, to choose no more. */
  taken?: string[];
  action: string;
  onDone: (settings: Settings) => void;
  onCancel?: () => void;
  /** The words of the button that leaves it. */
  cancel?: string;
}

/** Chooses an authority, shows its terms, and asks for what it wants to know. */
export function AuthorityForm(props: Props) {
  const { initial, exists = false, asksDefault, taken = [], action, onDone, onCancel } = props;
  const { cancel = "Cancel" } = props;
  const form = useForm<AuthorityValues>({
    initialValues: initial,
    validate: (typed): Record<string, string> => {
      const accountRequired = probe.data?.externalAccountRequired ?? false;
      return checkAuthority(typed, { accountRequired, keptKeyId: exists ? initial.keyId : "" });
    },
  });
  const { values }: { values: AuthorityValues } = form;
  const directory = knownDirectory(values) ?? values.directory.trim();
  const probe = useProbe(directory, values.trust, values.known !== "other" || values.asked);
  const take = useTakeSettings();

  const save = useMutation({
    mutationFn: (body: PutAuthority) =>
      api.put<Settings>(`/settings/authorities/${encodeURIComponent(values.name.trim())}`, body),
    onSuccess: (settings) => {
      take(settings);
      onDone(settings);
    },
    onError: (error) => showMistakes(form, error),
  });

  return (
    <form
      onSubmit={form.onSubmit(() => save.mutate(authorityBody(values, directory)), focusMistake)}
      noValidate
    >
      <Stack>
        <AuthorityChoice form={form} exists={exists} taken={taken} probing={probe.isFetching} />
        {probe.isFetching && <p className={classes.quiet}>Asking the authority for its terms…</p>}
        {probe.isError && (
          <Problem problem={asProblem(probe.error)} title="The authority cannot be asked">
            <Button mt="xs" size="xs" variant="default" onClick={() => void probe.refetch()}>
              Ask again
            </Button>
          </Problem>
        )}
        {probe.data && (
          <>
            <TextInput
              label="E-mail address (optional)"
              description="For the authority, should it have to reach you. Kalm itself sends nothing there."
              type="email"
              autoComplete="email"
              {...form.getInputProps("email")}
            />
            {probe.data.externalAccountRequired && (
              <AccountKeyFields form={form} kept={exists ? initial.keyId : ""} />
            )}
            <TermsAgreement form={form} probe={probe.data} />
            {asksDefault && (
              <Checkbox
                label="Use it for new certificates unless another is chosen"
                {...form.getInputProps("default", { type: "checkbox" })}
              />
            )}
          </>
        )}
        {save.isError && (
          <FormProblem
            problem={asProblem(save.error)}
            title="Not saved"
            fields={Object.keys(values)}
          />
        )}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {cancel}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={!probe.data}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
