/** How good something is: never shown by its colour alone. */
export type Tone = "ok" | "busy" | "warn" | "bad" | "idle";
