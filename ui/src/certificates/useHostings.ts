import { useQueries } from "@tanstack/react-query";
import { api } from "../api/client";
import { keys } from "../api/queries";
import type { DnsHosting } from "../api/types";

/** Beyond this a certificate's domains are shown without their providers: each is a look into DNS. */
const LOOKED_UP = 12;
const MINUTE = 60_000;

/** Who hosts the DNS of the domains, as far as it is known yet. */
export function useHostings(domains: string[]): Map<string, DnsHosting> {
  return useQueries({
    queries: domains.slice(0, LOOKED_UP).map((name) => ({
      queryKey: keys.hosting(name),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<DnsHosting>("/dns-hosting", { name }, signal),
      staleTime: 10 * MINUTE,
      retry: false,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data ? [[data.name, data] as const] : []))),
  });
}
