import { CloseButton, MultiSelect, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useSettings } from "../api/queries";
import type { CertificateSort, CertificateStatus, ChallengeType } from "../api/types";
import { certificateStatus } from "../ui/statuses";
import classes from "./Filters.module.css";
import type { ListState } from "./listState";

const PAUSE_MS = 120;

const STATUSES: CertificateStatus[] = [
  "ready",
  "failing",
  "expired",
  "issuing",
  "renewing",
  "pending",
  "revoked",
];

/** Where the columns' headings have no room, this orders the list. */
const SORTS: { value: `${CertificateSort} ${"asc" | "desc"}`; label: string }[] = [
  { value: "created desc", label: "Newest first" },
  { value: "created asc", label: "Oldest first" },
  { value: "name asc", label: "By name" },
  { value: "status asc", label: "Worst first" },
  { value: "not-after asc", label: "Expiring first" },
  { value: "renew-at asc", label: "Next renewal first" },
];

interface Props {
  state: ListState;
  onChange: (state: ListState) => void;
}

export function Filters({ state, onChange }: Props) {
  const settings = useSettings();
  const authorities = new Set(settings.data?.authorities.map(({ name }) => name));
  if (state.authority) authorities.add(state.authority);
  const sort = `${state.sort} ${state.order}`;
  return (
    <search className={classes.filters}>
      <Search state={state} onChange={onChange} />
      <MultiSelect
        aria-label="Status"
        placeholder={state.statuses.length === 0 ? "Any status" : ""}
        data={STATUSES.map((value) => ({ value, label: certificateStatus(value).children }))}
        value={state.statuses}
        onChange={(statuses) => onChange({ ...state, statuses: statuses as CertificateStatus[] })}
        clearable
        clearButtonProps={{ "aria-label": "Any status" }}
        className={classes.status ?? ""}
      />
      <Select
        aria-label="Challenge"
        placeholder="Any challenge"
        data={[
          { value: "dns-01", label: "DNS-01" },
          { value: "http-01", label: "HTTP-01" },
        ]}
        value={state.challenge}
        onChange={(challenge) =>
          onChange({ ...state, challenge: challenge as ChallengeType | null })
        }
        clearable
        clearButtonProps={{ "aria-label": "Any challenge" }}
        className={classes.choice ?? ""}
      />
      {authorities.size > 1 && (
        <Select
          aria-label="Authority"
          placeholder="Any authority"
          data={[...authorities]}
          value={state.authority}
          onChange={(authority) => onChange({ ...state, authority })}
          clearable
          clearButtonProps={{ "aria-label": "Any authority" }}
          className={classes.choice ?? ""}
        />
      )}
      <Select
        aria-label="Order"
        data={
          SORTS.some(({ value }) => value === sort)
            ? SORTS
            : [...SORTS, { value: sort, label: "Own order" }]
        }
        value={sort}
        allowDeselect={false}
        onChange={(value) => {
          const [key, order] = (value ?? "created desc").split(" ");
          onChange({ ...state, sort: key as CertificateSort, order: order as "asc" | "desc" });
        }}
        className={classes.order ?? ""}
      />
    </search>
  );
}

/** The field has what is typed; the address follows after the shortest of pauses. */
function Search({ state, onChange }: Props) {
  const [text, setText] = useState(state.search);
  const sent = useRef(state.search);
  const settle = useDebouncedCallback((search: string) => {
    sent.current = search;
    onChange({ ...state, search });
  }, PAUSE_MS);

  // Another address, by the back button or a link, brings another search; one's own comes back late,
  // when more has been typed already.
  useEffect(() => {
    if (state.search === sent.current) return;
    sent.current = state.search;
    setText(state.search);
  }, [state.search]);

  const type = (typed: string) => {
    setText(typed);
    settle(typed);
  };
  return (
    <TextInput
      aria-label="Search by name"
      placeholder="Search by name"
      type="search"
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={text && <CloseButton aria-label="Clear the search" onClick={() => type("")} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      maxLength={253}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      className={classes.search ?? ""}
    />
  );
}
