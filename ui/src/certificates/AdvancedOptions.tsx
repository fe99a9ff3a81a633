import { Collapse, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { keys, useSettings } from "../api/queries";
import type {
  CertificatePreview,
  ChallengeType,
  CreateCertificate,
  KeyType,
  Page,
  ValidationZone,
} from "../api/types";
import classes from "./AdvancedOptions.module.css";
import { CHALLENGES, KEY_TYPES } from "./words";

type Options = Omit<CreateCertificate, "names">;

export const DEFAULT_OPTIONS: Options = {
  authority: null,
  challenge: null,
  keyType: null,
  profile: null,
  zone: null,
};

/** Whether a mistake is in one of these options, which then shows it. */
export const isOption = (pointer: string) =>
  Object.hasOwn(DEFAULT_OPTIONS, pointer.replace("#/", ""));

interface Props {
  value: Options;
  onChange: (value: Options) => void;
  preview: CertificatePreview | null;
}

/** What nobody has to choose. Folded away, unless the service finds a mistake in it. */
export function AdvancedOptions({ value, onChange, preview }: Props) {
  const [opened, { toggle }] = useDisclosure(false);
  const mistakes = (preview?.mistakes ?? []).filter(({ pointer }) => isOption(pointer));
  const shown = opened || mistakes.length > 0;
  return (
    <div className={classes.advanced}>
      <UnstyledButton
        className={classes.toggle ?? ""}
        onClick={toggle}
        aria-expanded={shown}
        aria-controls="advanced"
        data-open={shown || undefined}
      >
        <IconChevronDown size={18} aria-hidden />
        Advanced: authority, challenge, key
      </UnstyledButton>
      <Collapse expanded={shown} id="advanced">
        {shown && <Fields value={value} onChange={onChange} mistakes={mistakes} />}
      </Collapse>
    </div>
  );
}

interface FieldsProps {
  value: Options;
  onChange: (value: Options) => void;
  mistakes: CertificatePreview["mistakes"];
}

function Fields({ value, onChange, mistakes }: FieldsProps) {
  const settings = useSettings();
  const zones = useQuery({
    queryKey: keys.zones,
    queryFn: ({ signal }) => api.get<Page<ValidationZone>>("/zones", {}, signal),
  });
  const mistake = (field: string) =>
    mistakes.find(({ pointer }) => pointer === `#/${field}`)?.detail;
  const choice = (name: keyof Options, usual: string) => ({
    placeholder: usual,
    clearable: true,
    value: value[name] ?? null,
    error: mistake(name),
  });
  return (
    <div className={classes.fields}>
      <Select
        label="Authority"
        description="Who issues the certificate."
        data={(settings.data?.authorities ?? []).map((authority) => ({
          value: authority.name,
          label: authority.default ? `${authority.name} (default)` : authority.name,
        }))}
        {...choice("authority", "The default one")}
        onChange={(authority) => onChange({ ...value, authority })}
      />
      <Select
        label="Challenge"
        description="How you show that the names are yours."
        data={options(CHALLENGES)}
        {...choice("challenge", "Chosen by the names")}
        onChange={(challenge) =>
          onChange({ ...value, challenge: challenge as ChallengeType | null })
        }
      />
      <Select
        label="Key"
        description="RSA is for clients from before 2015."
        data={options(KEY_TYPES)}
        {...choice("keyType", KEY_TYPES["ec-p256"])}
        onChange={(keyType) => onChange({ ...value, keyType: keyType as KeyType | null })}
      />
      <TextInput
        label="Profile"
        description="A profile that the authority offers, such as shortlived; empty: its usual one."
        value={value.profile ?? ""}
        error={mistake("profile")}
        onChange={(event) =>
          onChange({ ...value, profile: event.currentTarget.value.trim() || null })
        }
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      {(zones.data?.items.length ?? 0) > 1 && (
        <Select
          label="Validation zone"
          description="For domains that have no delegation yet."
          data={zones.data?.items.map(({ name }) => name) ?? []}
          {...choice("zone", "The first one")}
          onChange={(zone) => onChange({ ...value, zone })}
        />
      )}
    </div>
  );
}

function options<Key extends string>(words: Record<Key, string>) {
  return (Object.entries(words) as [Key, string][]).map(([key, label]) => ({ value: key, label }));
}
