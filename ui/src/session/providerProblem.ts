import type { ProblemDocument } from "../api/types";

const WORDS: Record<string, [detail: string, advice: string]> = {
  access_denied: [
    "The provider did not let you in, or you cancelled.",
    "Try again, or ask whoever runs the provider.",
  ],
  expired: ["The sign-in took too long.", "Try again."],
  "not-allowed": [
    "You are known to the provider, but have no role here.",
    "Ask an administrator of Kalm for one.",
  ],
  disabled: ["Your account here is disabled.", "Ask an administrator of Kalm."],
};

/**
 * What the provider's way back ended with, `?error=…`, in words. Anybody can make such an address:
 * the service's own sentences hold no web address, so one that does is not shown.
 */
export function providerProblem(error: string): ProblemDocument {
  const known = Object.hasOwn(WORDS, error) ? WORDS[error] : undefined;
  const said = error.includes("://") ? "Signing in at the provider did not work." : error;
  return {
    title: "Not signed in",
    detail: known?.[0] ?? said.slice(0, 300),
    kind: "user-action",
    advice: known?.[1] ?? "Try again; if it stays so, ask an administrator to look at Kalm's log.",
  };
}
