import type { Attention, Severity } from "../api/types";
import type { Shown } from "../ui/statuses";

const SEVERITIES: Record<Severity, Shown> = {
  error: { tone: "bad", children: "Broken" },
  warning: { tone: "warn", children: "At risk" },
  info: { tone: "busy", children: "Waiting" },
};

export const severity = (of: Severity): Shown => SEVERITIES[of] ?? { tone: "idle", children: of };

/** The page on which it can be mended, and the words of the link to it. */
export function whereTo({ target, kind }: Attention): { to: string; words: string } {
  const id = encodeURIComponent(target.id ?? "");
  switch (target.type) {
    case "certificate":
      return { to: `/certificates/${id}`, words: "Open the certificate" };
    case "delegation":
      return { to: `/delegations?search=${id}`, words: "Open the delegation" };
    case "zone":
      return { to: `/dns?zone=${id}`, words: "Open validation DNS" };
    case "settings":
      return kind === "setup-incomplete"
        ? { to: "/setup", words: "Go on with the set-up" }
        : { to: "/settings", words: "Open the settings" };
  }
}
