import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import classes from "./audit.module.css";
import { ACTIONS } from "./words";

interface Filter {
  action: string;
  actor: string;
  target: string;
}

interface Props {
  filter: Filter;
  onChange: (changed: Partial<Filter>) => void;
}

const PAUSE_MS = 400;

export function AuditFilter({ filter, onChange }: Props) {
  return (
    <search className={classes.filter} aria-label="Filter the audit log">
      <NativeSelect
        label="What"
        value={filter.action}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data={[{ value: "", label: "Everything" }, ...ACTIONS]}
      />
      <Typed
        label="Who"
        placeholder="Name of a user or token"
        value={filter.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <Typed
        label="To what"
        placeholder="Name, such as myapp.com"
        value={filter.target}
        onChange={(target) => onChange({ target })}
      />
    </search>
  );
}

function Typed(props: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, placeholder, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, PAUSE_MS);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}
