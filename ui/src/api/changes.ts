import { useQueryClient } from "@tanstack/react-query";
import { keys } from "./queries";
import { useStream } from "./stream";
import type { ChangeEvents } from "./types";

/** Fetches again what is on the page when the service says that it has changed. */
export function useChanges(enabled: boolean) {
  const client = useQueryClient();
  return useStream<ChangeEvents>(enabled ? "/stream" : null, {
    changed: ({ kinds }) => {
      for (const kind of kinds) void client.invalidateQueries({ queryKey: [kind] });
      void client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}
