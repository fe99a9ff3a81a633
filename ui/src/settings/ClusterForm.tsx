import { Button, Checkbox, Group, Loader, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { ClusterDetection, ClusterSetting, Finding, Settings } from "../api/types";
import { FormProblem } from "../ui/FormProblem";
import { focusMistake } from "../ui/focusMistake";
import { showMistakes } from "../ui/showMistakes";
import {
  addressesOf,
  type ClusterValues,
  checkCluster,
  initialCluster,
  toggled,
} from "./clusterValues";
import { Findings } from "./Findings";
import { useTakeSettings } from "./useTakeSettings";

interface Props {
  cluster: ClusterSetting;
  action: string;
  onDone: (settings: Settings) => void;
  onCancel?: () => void;
  cancel?: string;
}

/** Asks for the cluster's domain and addresses, with what was detected already filled in. */
export function ClusterForm(props: Props) {
  const detection = useQuery({
    queryKey: ["settings", "detection"],
    queryFn: ({ signal }) => api.get<ClusterDetection>("/settings/cluster/detection", {}, signal),
    retry: false,
    staleTime: 60_000,
  });
  if (detection.isPending) {
    return (
      <Group role="status">
        <Loader size="sm" /> Looking at this machine's addresses…
      </Group>
    );
  }
  // Without a detection everything can still be typed.
  return <Fields {...props} detected={detection.data ?? { addresses: [], domain: null }} />;
}

function Fields(props: Props & { detected: ClusterDetection }) {
  const { cluster, detected, action, onDone, onCancel, cancel = "Cancel" } = props;
  const form = useForm<ClusterValues>({
    initialValues: initialCluster(cluster, detected),
    validate: checkCluster,
    onValuesChange: () => check.reset(),
  });
  const take = useTakeSettings();
  const body = () => ({
    domain: form.values.domain.trim().toLowerCase().replace(/\.$/, ""),
    addresses: addressesOf(form.values.addresses),
  });
  const takeMistakes = (error: unknown) => showMistakes(form, error);
  const fields = Object.keys(form.values);
  const save = useMutation({
    mutationFn: () => api.put<Settings>("/settings/cluster", body()),
    onSuccess: (settings) => {
      take(settings);
      onDone(settings);
    },
    onError: takeMistakes,
  });
  const check = useMutation({
    mutationFn: () => api.post<{ findings: Finding[] }>("/settings/cluster/check", body()),
    onSuccess: ({ findings }) => {
      if (!findings.some(isBad)) save.mutate();
    },
    onError: takeMistakes,
  });
  const findings = check.data?.findings;
  const bad = findings?.some(isBad) ?? false;

  return (
    <form onSubmit={form.onSubmit(() => check.mutate(), focusMistake)} noValidate>
      <Stack>
        <TextInput
          label="The cluster's domain"
          description="A domain of yours. Kalm makes a small zone of its own below it and answers the authority's questions there; the rest of the domain stays as it is."
          placeholder="mycluster.com"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps("domain")}
        />
        {detected.addresses.length > 0 && (
          <Checkbox.Group
            label="Found on this machine"
            value={addressesOf(form.values.addresses)}
            onChange={(chosen) =>
              form.setFieldValue("addresses", toggled(form.values.addresses, detected, chosen))
            }
          >
            <Stack gap="xs" mt="xs">
              {detected.addresses.map(({ address, interface: on, public: isPublic }) => (
                <Checkbox
                  key={address}
                  value={address}
                  label={<span className="k-name">{address}</span>}
                  description={`On ${on}. ${isPublic ? "A public address." : "A private address: the authority cannot reach it."}`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <Textarea
          label="Addresses"
          description="The public addresses at which the internet reaches this server, one a line: behind a router or a load balancer, its. Ports 53 (UDP and TCP) and 80 have to be open there."
          autosize
          minRows={2}
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps("addresses")}
        />
        {findings && <Findings findings={findings} />}
        {check.isError && (
          <FormProblem problem={asProblem(check.error)} title="Not checked" fields={fields} />
        )}
        {save.isError && (
          <FormProblem problem={asProblem(save.error)} title="Not saved" fields={fields} />
        )}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {cancel}
            </Button>
          )}
          {(bad || check.isError) && (
            <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
              Save all the same
            </Button>
          )}
          <Button type="submit" loading={check.isPending || (!bad && save.isPending)}>
            {bad ? "Check again" : action}
          </Button>
        </Group>
        <p className="k-hidden" role="status">
          {bad ? "The check found something to mend." : ""}
        </p>
      </Stack>
    </form>
  );
}

function isBad(finding: Finding): boolean {
  return finding.status === "missing" || finding.status === "wrong";
}
