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
    onSuccess: () => client.invalidateQueries({ queryKey: ["delegations"] }),
  });
}
