import type { Attention, Overview } from "../api/types";
import { counted, listed } from "../ui/sentence";
import type { Tone } from "../ui/tone";

export interface Answer {
  tone: Tone;
  /** Is anything going to break? */
  headline: string;
  /** What makes it so. */
  words: string;
}

const KINDS: Record<Attention["kind"], [one: string, many: string]> = {
  "certificate-expired": ["certificate has expired", "certificates have expired"],
  "certificate-failing": ["certificate is failing", "certificates are failing"],
  "certificate-expiring": ["certificate ends soon", "certificates end soon"],
  "certificate-waiting": [
    "certificate waits for a DNS record",
    "certificates wait for DNS records",
  ],
  "delegation-broken": ["delegation is broken", "delegations are broken"],
  "zone-unreachable": ["validation zone cannot be reached", "validation zones cannot be reached"],
  "setup-incomplete": ["step of the set-up is missing", "steps of the set-up are missing"],
};

/** The one sentence for somebody who has five seconds. Never better than the worst that is known. */
export function answer(overview: Overview): Answer {
  const { attention, attentionTotal } = overview;
  if (attentionTotal === 0) return well(overview);
  const words = `${reasons(attention, attentionTotal)}.`;
  const needs = counted(attentionTotal, "thing needs", "things need");
  if (attention.some((item) => item.severity === "error")) {
    return { tone: "bad", headline: `${needs} you now.`, words };
  }
  if (attention.some((item) => item.severity === "warning")) {
    return { tone: "warn", headline: `${needs} you before something breaks.`, words };
  }
  const waits = counted(attentionTotal, "thing waits", "things wait");
  return { tone: "busy", headline: `Nothing is about to break. ${waits} for you.`, words };
}

function well({ total, counts }: Overview): Answer {
  const under = (counts.issuing ?? 0) + (counts.pending ?? 0);
  const renewing = total - under - (counts.revoked ?? 0);
  const parts = [];
  if (renewing > 0) {
    parts.push(
      counted(renewing, "certificate renews by itself", "certificates renew by themselves"),
    );
  }
  if (under > 0) {
    const one = parts.length ? "is on its way" : "certificate is on its way";
    const many = parts.length ? "are on their way" : "certificates are on their way";
    parts.push(counted(under, one, many));
  }
  return {
    tone: "ok",
    headline: "All is well. Nothing is going to break.",
    words: parts.length ? `${listed(parts)}.` : "There is nothing to look after yet.",
  };
}

function reasons(attention: Attention[], total: number): string {
  const counts = new Map<Attention["kind"], number>();
  for (const { kind } of attention) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => {
    const [one, many] = KINDS[kind] ?? [kind, kind];
    return counted(count, one, many);
  });
  // The service sends the worst fifty: what is said of them is not said of all.
  return total > attention.length ? `Among the worst: ${listed(parts)}` : listed(parts);
}
