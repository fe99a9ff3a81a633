import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { api } from "../api/client";
import type { Certificate, Page } from "../api/types";

const SHOWN = 20;

/** One of what may be a hundred thousand certificates, found by a part of a name. */
export function CertificateSelect(props: ComponentProps<typeof Select>) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 250);
  const found = useQuery({
    queryKey: ["certificates", "select", search],
    queryFn: ({ signal }) =>
      api.get<Page<Certificate>>("/certificates", { search, limit: SHOWN, sort: "name" }, signal),
    placeholderData: keepPreviousData,
  });
  const data = (found.data?.items ?? []).map(({ id, names }) => ({
    value: id,
    label: names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? id),
  }));
  return (
    <Select
      label="Certificate"
      description="Type a part of one of its names."
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already, in all names and not in the label alone.
      filter={({ options }) => options}
      data={data}
      nothingFoundMessage={found.isPending ? "Searching…" : "No certificate has such a name"}
      {...props}
    />
  );
}
