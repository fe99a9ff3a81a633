import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, type QueryKey, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { keys } from "../api/queries";
import type { Delegation, Page } from "../api/types";

const CHOICES = 20;

interface Props {
  /** A domain; null is all of them. */
  value: string | null;
  onChange: (domain: string | null) => void;
}

/** Chooses one of many delegations; the server looks for what is typed. */
export function DelegationFilter({ value, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed === value ? "" : typed, 250);
  const filter = { limit: CHOICES, search };
  const found = useQuery({
    queryKey: keys.delegations(filter) as QueryKey,
    queryFn: ({ signal }) => api.get<Page<Delegation>>("/delegations", filter, signal),
    placeholderData: keepPreviousData,
  });
  const domains = (found.data?.items ?? []).map((delegation) => delegation.domain);
  return (
    <Select
      label="Only questions about"
      placeholder="All domains"
      searchable
      // Who only passes by with the keyboard should not have to leave a list again.
      openOnFocus={false}
      clearable
      clearButtonProps={{ "aria-label": "All domains" }}
      data={value && !domains.includes(value) ? [value, ...domains] : domains}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage="No delegation of such a domain"
      maw={420}
      mb="md"
    />
  );
}
