import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useReducer } from "react";
import { api } from "../api/client";
import { keys } from "../api/queries";
import { type StreamState, useStream } from "../api/stream";
import type { DnsHosting, LoggedQuery, Page, ValidationZone, ZoneEvents } from "../api/types";
import { add, EMPTY, type QueryLog, setPaused } from "./queryLog";
import { zonePath } from "./zoneNames";

export function useZones() {
  return useQuery({
    queryKey: keys.zones as QueryKey,
    queryFn: ({ signal }) => api.get<Page<ValidationZone>>("/zones", {}, signal),
  });
}

export function useHosting(name: string) {
  return useQuery({
    queryKey: keys.hosting(name) as QueryKey,
    queryFn: ({ signal }) => api.get<DnsHosting>("/dns-hosting", { name }, signal),
    staleTime: 600_000,
  });
}

type Action = { came: LoggedQuery[] } | { paused: boolean };

function reduce(log: QueryLog, action: Action): QueryLog {
  return "came" in action ? add(log, action.came) : setPaused(log, action.paused);
}

export interface ZoneWatch {
  log: QueryLog;
  pause: (paused: boolean) => void;
  stream: StreamState;
}

/**
 * Watches a zone for as long as the component is there: what is shown of it stays up to date, and the
 * queries of a delegation, or of all, are logged. For another delegation give the component a new key.
 */
export function useZoneWatch(zone: string, delegation: string | null): ZoneWatch {
  const client = useQueryClient();
  const [log, dispatch] = useReducer(reduce, EMPTY);
  const filter = delegation ? `&delegation=${encodeURIComponent(delegation)}` : "";
  const stream = useStream<ZoneEvents>(zonePath("/zone/stream", zone) + filter, {
    zone: (seen) => showZone(client, seen),
    queries: (came) => dispatch({ came }),
  });
  return { log, pause: (paused) => dispatch({ paused }), stream };
}

function showZone(client: ReturnType<typeof useQueryClient>, zone: ValidationZone) {
  client.setQueryData<Page<ValidationZone>>(keys.zones, (page) =>
    page ? { ...page, items: page.items.map((it) => (it.name === zone.name ? zone : it)) } : page,
  );
}

/** A change of a zone by its route, `sign`; the answer is the zone as it is afterwards. */
export function useZoneChange(zone: string, change: "check" | "sign" | "unsign" | "rollover") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<ValidationZone>(zonePath(`/zone/${change}`, zone)),
    onSuccess: (seen) => showZone(client, seen),
    onError: () => client.invalidateQueries({ queryKey: keys.zones }),
  });
}
