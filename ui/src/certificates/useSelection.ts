import { useState } from "react";
import type { Certificate } from "../api/types";

/** The service renews no more than this at once. */
export const SELECTION_LIMIT = 1000;

export interface Selection {
  /** The selected certificates by id, also those of other pages of the list. */
  chosen: Map<string, Certificate>;
  toggle: (certificates: Certificate[], selected: boolean) => void;
  clear: () => void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<Map<string, Certificate>>(new Map());
  return {
    chosen,
    toggle: (certificates, selected) =>
      setChosen((before) => {
        const after = new Map(before);
        for (const certificate of certificates) {
          if (!selected) after.delete(certificate.id);
          else if (after.size < SELECTION_LIMIT) after.set(certificate.id, certificate);
        }
        return after;
      }),
    clear: () => setChosen(new Map()),
  };
}
