import { Button, Group, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { ApiToken, CreateToken, TokenScope } from "../api/types";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";
import { CertificateSelect } from "./CertificateSelect";
import { DomainsField } from "./DomainsField";
import { domainsOf, SCOPES } from "./words";

interface Props {
  onDone: (token: ApiToken) => void;
  onCancel: () => void;
}

const LIVES = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "", label: "Never" },
];

export function TokenForm({ onDone, onCancel }: Props) {
  const form = useForm({
    initialValues: {
      name: "",
      scope: "read" as TokenScope,
      domains: "",
      certificate: null as string | null,
      days: "90",
    },
    validate: {
      name: (value) => (value.trim() ? null : "Name it after what uses it."),
      domains: (value, values) =>
        values.scope === "issue" && domainsOf(value).length === 0
          ? "Enter at least one domain."
          : null,
      certificate: (value, values) =>
        values.scope === "download" && !value ? "Choose the certificate." : null,
    },
  });
  const { values } = form;
  const create = useMutation({
    mutationFn: () => {
      const days = Number(values.days);
      const body: CreateToken = {
        name: values.name.trim(),
        scope: values.scope,
        domains: values.scope === "issue" ? domainsOf(values.domains) : [],
        certificate: values.scope === "download" ? values.certificate : null,
        expiresAt: days ? new Date(Date.now() + days * 86_400_000).toISOString() : null,
      };
      return api.post<ApiToken>("/tokens", body);
    },
    onSuccess: onDone,
    onError: (error) => showMistakes(form, error),
  });
  return (
    <form onSubmit={form.onSubmit(() => create.mutate(), focusMistake)} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label="Name"
          description="What uses it, such as monitoring or the web server in Berlin."
          autoComplete="off"
          {...form.getInputProps("name")}
        />
        <Radio.Group label="It may" {...form.getInputProps("scope")}>
          <Stack gap="xs" mt="xs">
            {SCOPES.map(({ value, title, words }) => (
              <Radio key={value} value={value} label={title} description={words} />
            ))}
          </Stack>
        </Radio.Group>
        {values.scope === "issue" && <DomainsField {...form.getInputProps("domains")} />}
        {values.scope === "download" && (
          <CertificateSelect {...form.getInputProps("certificate")} />
        )}
        <NativeSelect label="Expires" data={LIVES} {...form.getInputProps("days")} />
        {create.isError && (
          <FormProblem
            problem={asProblem(create.error)}
            title="Not made"
            fields={Object.keys(form.values)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Make the token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
