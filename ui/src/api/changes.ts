import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "./queries";
import { useStream } from "./stream";
import type { ChangeEvents } from "./types";

/** Fetches again what is on the page when the service says that it has changed. */
export function useChanges(enabled: boolean) {
  const client = useQueryClient();
  const state = useStream<ChangeEvents>(enabled ? "/stream" : null, {
    changed: ({ kinds }) => {
      for (const kind of kinds) void client.invalidateQueries({ queryKey: [kind] });
      void client.invalidateQueries({ queryKey: keys.overview });
    },
  });

  // A stream does not say why it ended; when the session has, its answer leads to the sign-in.
  useEffect(() => {
    if (state === "lost") void client.invalidateQueries({ queryKey: keys.session });
  }, [state, client]);
  return state;
}
