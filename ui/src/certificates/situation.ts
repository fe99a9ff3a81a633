import type { Certificate, DnsRecord } from "../api/types";
import { sentence } from "../ui/sentence";
import { day, relative } from "../ui/time";
import type { Tone } from "../ui/tone";

/** Where a certificate stands, for somebody who wants to know whether to do something. */
export interface Situation {
  tone: Tone;
  /** One sentence: how it is. */
  title: string;
  /** What will happen by itself, or what comes of it. */
  text: string;
  /** What somebody has to do now; null when that is nothing. */
  todo: string | null;
}

const isOpen = (record: DnsRecord) => record.status !== "ok";

/** The records that keep the certificate from being issued or renewed. */
export const openRecords = (certificate: Certificate) => certificate.records.filter(isOpen);

export function situationOf(certificate: Certificate, now: number): Situation {
  switch (certificate.status) {
    case "pending":
    case "issuing":
      return issuing(certificate, "issued");
    case "renewing":
      return renewing(certificate);
    case "ready":
      return ready(certificate, now);
    case "failing":
      return failing(certificate, now);
    case "revoked":
      return {
        tone: "bad",
        title: "It is revoked: browsers refuse it.",
        text: "Kalm does not renew it by itself any more.",
        todo: "To have a new one for the same names, renew it now.",
      };
    case "expired":
      return {
        tone: "bad",
        title: certificate.notAfter
          ? `It expired on ${day(certificate.notAfter)}: browsers refuse it.`
          : "It is expired: browsers refuse it.",
        text: "",
        todo:
          openRecords(certificate).length > 0
            ? "Put the DNS records below right, then renew it now."
            : "Renew it now; the picture below shows where it hangs.",
      };
  }
}

function issuing(certificate: Certificate, verb: "issued" | "renewed"): Situation {
  if (certificate.issuance?.state === "awaiting-delegation") {
    return waitsForRecords(certificate, verb);
  }
  if (certificate.issuance?.state === "confirming" && certificate.issuance.nextAttemptAt) {
    return waitsForProof(certificate.issuance.detail, verb);
  }
  return {
    tone: "busy",
    title: certificate.issuance ? `It is being ${verb}.` : "It is about to be issued.",
    text: "This takes less than a minute, most times. You can leave the page.",
    todo: null,
  };
}

function waitsForRecords(certificate: Certificate, verb: "issued" | "renewed"): Situation {
  const open = openRecords(certificate);
  const wrong = open.filter((record) => record.status === "wrong").length;
  const what = open.length === 1 ? "a DNS record" : `${open.length} DNS records`;
  return {
    tone: wrong > 0 ? "bad" : "warn",
    title:
      open.length === 0 ? "Kalm is looking at your DNS records." : `It waits for ${what} of yours.`,
    text: `Kalm looks every few seconds. Once ${open.length === 1 ? "it is" : "they are"} there, the certificate is ${verb} by itself: you can leave the page.`,
    todo:
      open.length === 0
        ? null
        : wrong > 0
          ? `Mend the ${wrong === 1 ? "record that is" : "records that are"} marked below, at your DNS provider.`
          : `Add ${open.length === 1 ? "the record" : "the records"} below at your DNS provider.`,
  };
}

/** Kalm's own look failed, or other nodes lag behind: the authority has not been asked. */
function waitsForProof(detail: string, verb: "issued" | "renewed"): Situation {
  if (detail.startsWith("waiting until every node")) {
    return {
      tone: "busy",
      title: `It is being ${verb}.`,
      text: sentence(detail),
      todo: null,
    };
  }
  return {
    tone: "warn",
    title: "The proof cannot be seen from outside yet.",
    text: sentence(detail),
    todo: `Mend that. Kalm looks again by itself, and the certificate is ${verb} once it is right.`,
  };
}

function renewing(certificate: Certificate): Situation {
  const { title, text, todo, tone } = issuing(certificate, "renewed");
  const until = certificate.notAfter
    ? `What is installed stays valid until ${day(certificate.notAfter)}. `
    : "";
  return { tone, title, text: until + text, todo };
}

function ready(certificate: Certificate, now: number): Situation {
  const { notAfter, renewAt } = certificate;
  const open = openRecords(certificate).filter((record) => record.status !== "unknown");
  const title = notAfter ? `It is valid until ${day(notAfter)}.` : "It is valid.";
  if (open.length > 0) {
    return {
      tone: "warn",
      title: `${title} Its renewal will fail.`,
      text: "A DNS record that every renewal needs is gone or wrong.",
      todo: `Put ${open.length === 1 ? "the record" : "the records"} marked below right again.`,
    };
  }
  return {
    tone: "ok",
    title,
    text: renewAt
      ? `Kalm renews it by itself, ${Date.parse(renewAt) <= now ? "now" : `${relative(renewAt, now)}, on ${day(renewAt)}`}.`
      : "No renewal is planned.",
    todo: null,
  };
}

function failing(certificate: Certificate, now: number): Situation {
  const { notAfter, issuance } = certificate;
  const next = issuance?.nextAttemptAt ?? null;
  const again = next
    ? Date.parse(next) <= now
      ? " Kalm tries again now."
      : ` Kalm tries again ${relative(next, now)}.`
    : "";
  const advice = issuance?.problem?.kind;
  const waits = advice === "rate-limited" || advice === "transient";
  return {
    tone: "bad",
    title: notAfter ? "The renewal failed." : "It could not be issued.",
    text: (notAfter ? `What is installed stays valid until ${day(notAfter)}.` : "") + again,
    todo: waits ? null : "Do what is said here, then try again at once with “Renew now”.",
  };
}
