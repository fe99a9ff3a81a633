import type { Missing } from "../api/types";

export type StepKey = "administrator" | "cluster" | "authority" | "done";

export const STEPS: { key: StepKey; title: string }[] = [
  { key: "administrator", title: "You" },
  { key: "cluster", title: "Domain and addresses" },
  { key: "authority", title: "Authority" },
  { key: "done", title: "Done" },
];

/** The first step that is not done, the cluster's left out once it was skipped. */
export function firstOpen(missing: Missing[], skipped: boolean): StepKey {
  if (missing.includes("cluster") && !skipped) return "cluster";
  return missing.includes("authority") ? "authority" : "done";
}
