import type { Signing } from "../api/types";

/** What a press of a button leads to; each is asked about first. */
export type SigningAction = "sign" | "rollover" | "unsign";

export interface Asked {
  title: string;
  /** What happens, a paragraph each. */
  happens: string[];
  /** The button that does it. */
  action: string;
  destroys: boolean;
}

const ROLLOVER = {
  begin: "Change the key",
  "add-ds": "I added the new DS record",
  "remove-ds": "I deleted the old DS record",
};

/** The words of the button that begins a change of key or takes its next step. */
export function rolloverButton(signing: Signing): string {
  return ROLLOVER[signing.rollover?.step ?? "begin"];
}

export function asked(action: SigningAction, parent: string, signing: Signing | null): Asked {
  switch (action) {
    case "sign":
      return {
        title: "Sign the zone?",
        happens: [
          "Kalm makes a key and signs every answer of this zone from now on. Certificates go on as before.",
          `Afterwards you add a DS record, the key’s fingerprint, at ${parent}. From then on it has to fit: as long as it is there, do not delete the key behind it. Kalm watches that for you.`,
        ],
        action: "Sign the zone",
        destroys: false,
      };
    case "unsign":
      return {
        title: "Stop signing?",
        happens: [
          "Kalm deletes the zone’s keys for good and answers without signatures.",
          `Delete the DS record at ${parent} first: with one left there, authorities would refuse every answer. Kalm looks, and does nothing until it is gone everywhere.`,
        ],
        action: "Stop signing",
        destroys: true,
      };
    case "rollover":
      return askedRollover(parent, signing);
  }
}

function askedRollover(parent: string, signing: Signing | null): Asked {
  const again = "If it is too early, nothing happens, and Kalm says what is still missing.";
  switch (signing?.rollover?.step) {
    case undefined:
      return {
        title: "Change the key?",
        happens: [
          "Kalm makes a new key and shows it beside the old one. Nothing else changes yet.",
          `Then there are two steps for you at ${parent}: add the new key’s DS record, and later delete the old one. There may be days in between.`,
        ],
        action: "Make a new key",
        destroys: false,
      };
    case "add-ds":
      return {
        title: "Is the new DS record there?",
        happens: [
          `Kalm asks every name server of ${parent}. If all have both DS records, and caches have had time to notice, the new key signs from now on.`,
          again,
        ],
        action: "Go on with the new key",
        destroys: false,
      };
    case "remove-ds":
      return {
        title: "Is the old DS record gone?",
        happens: [
          `Kalm asks every name server of ${parent}. If none has the old DS record any more, nor any cache, the old key is deleted and the change is done.`,
          again,
        ],
        action: "Finish the change",
        destroys: false,
      };
  }
}

/** What the step means for the person, without the words of a terminal. */
export function stepWords(signing: Signing): { title: string; detail: string } | null {
  const { rollover } = signing;
  if (!rollover) return null;
  const title =
    rollover.step === "add-ds"
      ? "Step 2 of 3: add the new key’s DS record beside the old one"
      : "Step 3 of 3: delete the old key’s DS record";
  return {
    title,
    detail: rollover.detail.replaceAll(/'kalm zone rollover[^']*'/g, "the button below"),
  };
}
