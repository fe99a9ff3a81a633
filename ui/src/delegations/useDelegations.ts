import {
  keepPreviousData,
  type QueryKey,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "../api/client";
import { keys } from "../api/queries";
import type { Delegation, Page } from "../api/types";
import { focusHeading } from "../app/Page";
import { announce } from "../ui/announce";

export interface DelegationFilter {
  search: string;
  /** Record states, separated by commas; empty is any. */
  status: string;
  limit: number;
  cursor: string | null;
}

/** A part of the list; while the next one comes the one before stays. */
export function useDelegations(filter: DelegationFilter) {
  return useQuery({
    queryKey: keys.delegations(filter) as QueryKey,
    queryFn: ({ signal }) => api.get<Page<Delegation>>("/delegations", { ...filter }, signal),
    placeholderData: keepPreviousData,
  });
}

const pathOf = (domain: string) => `/delegations/${encodeURIComponent(domain)}`;

export function useCheck(domain: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Delegation>(`${pathOf(domain)}/check`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["delegations"] }),
  });
}

export function useDelete(domain: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(pathOf(domain), { confirm: domain }),
    // Here and not at the call: the dialog goes with its delegation as soon as the list is new.
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["delegations"] });
      announce(`The delegation of ${domain} is deleted`);
      focusHeading();
    },
  });
}
