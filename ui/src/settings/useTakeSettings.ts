import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../api/queries";
import type { Settings } from "../api/types";

/** Shows new settings at once; whether the set-up is complete may have changed with them. */
export function useTakeSettings() {
  const client = useQueryClient();
  return (settings: Settings) => {
    client.setQueryData(keys.settings, settings);
    void client.invalidateQueries({ queryKey: keys.session });
    void client.invalidateQueries({ queryKey: keys.overview });
  };
}
