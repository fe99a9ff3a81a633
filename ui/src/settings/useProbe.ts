import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { AuthorityProbe } from "../api/types";

/**
 * What an authority's directory says.
 *
 * @param trust PEM of the anchors for it alone; empty: those that are publicly trusted
 * @param enabled whether its address is typed to its end
 */
export function useProbe(
  directory: string,
  trust: string,
  enabled: boolean,
): UseQueryResult<AuthorityProbe> {
  return useQuery({
    queryKey: ["probe", directory, trust],
    queryFn: ({ signal }) =>
      api.post<AuthorityProbe>(
        "/settings/authorities/probe",
        { directory, trust: trust.trim() || null },
        signal,
      ),
    enabled: enabled && /^https:\/\/[^/]+/.test(directory),
    staleTime: 60_000,
    retry: false,
  });
}
