import { QueryClient, type QueryKey, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import { ProblemError } from "./problem";
import type { Overview, Session, Settings } from "./types";

/** The first part of each key names what a `changed` event names, so that one event finds them all. */
export const keys = {
  session: ["session"] as const,
  /** Made of all kinds: each change concerns it. */
  overview: ["overview"] as const,
  certificates: (filter: object) => ["certificates", "list", filter] as const,
  certificate: (id: string) => ["certificates", "one", id] as const,
  flow: (id: string, issuance?: string) => ["certificates", "one", id, "flow", issuance] as const,
  issuances: (id: string) => ["certificates", "one", id, "issuances"] as const,
  versions: (id: string) => ["certificates", "one", id, "versions"] as const,
  preview: (body: object) => ["preview", body] as const,
  delegations: (filter: object) => ["delegations", "list", filter] as const,
  delegation: (domain: string) => ["delegations", "one", domain] as const,
  zones: ["zone", "list"] as const,
  zone: (name: string | null) => ["zone", "one", name] as const,
  hosting: (name: string) => ["hosting", name] as const,
  settings: ["settings"] as const,
  users: ["users"] as const,
  tokens: ["tokens"] as const,
  audit: (filter: object) => ["audit", filter] as const,
};

const SECOND = 1000;

/** What a person did wrong stays wrong; what a network did is tried twice more. */
export function shouldRetry(failures: number, error: unknown): boolean {
  const lasting = error instanceof ProblemError && error.status >= 400 && error.status < 500;
  return !lasting && failures < 2;
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10 * SECOND,
        gcTime: 300 * SECOND,
        retry: shouldRetry,
        retryDelay: (attempt) => Math.min(SECOND * 2 ** attempt, 10 * SECOND),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}

export function useSession() {
  return useQuery({
    queryKey: keys.session as QueryKey,
    queryFn: ({ signal }) => api.get<Session>("/session", {}, signal),
    staleTime: 60 * SECOND,
  });
}

export function useSettings(enabled = true) {
  return useQuery({
    queryKey: keys.settings as QueryKey,
    queryFn: ({ signal }) => api.get<Settings>("/settings", {}, signal),
    staleTime: 30 * SECOND,
    enabled,
  });
}

/** Fresh by the stream of changes; asked for again all the same, since a time line moves by itself. */
export function useOverview() {
  return useQuery({
    queryKey: keys.overview as QueryKey,
    queryFn: ({ signal }) => api.get<Overview>("/overview", {}, signal),
    refetchInterval: 60 * SECOND,
  });
}
