import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { RecordStatus } from "../api/types";
import { recordStatus } from "../ui/statuses";
import classes from "./Delegations.module.css";

const STATES: RecordStatus[] = ["wrong", "missing", "unknown", "ok"];
const WAIT_MS = 250;

interface Props {
  search: string;
  /** One state, several separated by commas, or any. */
  status: string;
  onChange: (name: "search" | "status", value: string) => void;
}

export function Filters({ search, status, onChange }: Props) {
  const [typed, setTyped] = useState(search);
  const send = useDebouncedCallback((value: string) => onChange("search", value.trim()), WAIT_MS);

  // A link, or "Show all", may change the search from outside.
  useEffect(() => setTyped((now) => (now.trim() === search ? now : search)), [search]);

  const change = (value: string) => {
    setTyped(value);
    send(value);
  };
  return (
    <search className={classes.filters}>
      <TextInput
        label="Search"
        placeholder="Part of a domain"
        className={classes.search ?? ""}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={typed && <CloseButton aria-label="Clear" onClick={() => change("")} />}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={253}
      />
      <Select
        label="CNAME record"
        placeholder="Any state"
        clearable
        clearButtonProps={{ "aria-label": "Any state" }}
        data={choices(status)}
        value={status || null}
        onChange={(value) => onChange("status", value ?? "")}
      />
    </search>
  );
}

function choices(status: string) {
  const single = STATES.map((value) => ({
    value: value as string,
    label: recordStatus(value).children,
  }));
  const broken = { value: "missing,wrong", label: "Missing or wrong" };
  const all = [broken, ...single];
  // An address may name another set than the menu has.
  return status === "" || all.some((choice) => choice.value === status)
    ? all
    : [...all, { value: status, label: status.replaceAll(",", ", ") }];
}
