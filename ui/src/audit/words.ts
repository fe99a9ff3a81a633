import type { AuditEntry } from "../api/types";

/** What can be filtered by: a noun alone stands for all of its verbs. */
export const ACTIONS: { group: string; items: { value: string; label: string }[] }[] = [
  {
    group: "Certificates",
    items: [
      { value: "certificate", label: "Anything with certificates" },
      { value: "certificate.create", label: "Certificate created" },
      { value: "certificate.renew", label: "Certificate renewed" },
      { value: "certificate.download", label: "Certificate downloaded" },
      { value: "certificate.revoke", label: "Certificate revoked" },
      { value: "certificate.delete", label: "Certificate deleted" },
    ],
  },
  {
    group: "Validation DNS",
    items: [
      { value: "zone", label: "Anything with zones" },
      { value: "delegation", label: "Anything with delegations" },
    ],
  },
  {
    group: "Access",
    items: [
      { value: "session", label: "Anything with sign-ins" },
      { value: "session.fail", label: "Sign-in failed" },
      { value: "user", label: "Anything with users" },
      { value: "token", label: "Anything with tokens" },
    ],
  },
  {
    group: "Settings",
    items: [
      { value: "settings", label: "Anything with settings" },
      { value: "setup", label: "Set-up" },
    ],
  },
];

const DONE: Record<string, string> = {
  "certificate.create": "Created certificate",
  "certificate.renew": "Renewed certificate",
  "certificate.revoke": "Revoked certificate",
  "certificate.delete": "Deleted certificate",
  "certificate.download": "Downloaded certificate",
  "zone.create": "Created zone",
  "zone.sign": "Signed zone",
  "zone.unsign": "Stopped signing zone",
  "zone.rollover": "Changed the key of zone",
  "delegation.delete": "Deleted delegation",
  "user.create": "Added user",
  "user.update": "Changed user",
  "user.delete": "Deleted user",
  "user.password": "Set the password of",
  "token.create": "Made token",
  "token.revoke": "Revoked token",
  "session.start": "Signed in",
  "session.fail": "Failed to sign in",
  "session.end": "Signed out",
  "session.link": "Made a sign-in link",
  "settings.cluster": "Set domain and addresses",
  "settings.resolver": "Set resolver",
  "settings.authority": "Set authority",
  "setup.finish": "Made the first administrator",
};

/** What was done, without its object. An action that is not known is shown as it is spelled. */
export function actionWords(action: string, isGone = false): string {
  if (action === "settings.authority" && isGone) return "Removed authority";
  const words = DONE[action];
  if (words) return words;
  const [noun = action, verb = ""] = action.split(".");
  return verb ? `${noun}: ${verb.replaceAll("-", " ")}` : noun;
}

const UNNAMED: Record<AuditEntry["actor"]["kind"], string> = {
  user: "A user",
  token: "A token",
  "admin-token": "admin.token of the data folder",
  kalm: "Kalm itself",
  nobody: "Somebody not signed in",
};

const KINDS: Record<AuditEntry["actor"]["kind"], string> = {
  user: "user",
  token: "token",
  "admin-token": "token",
  kalm: "",
  nobody: "not signed in",
};

/** Who did it, and what kind of actor that is where the name does not say. */
export function actorWords(actor: AuditEntry["actor"]): { name: string; kind: string } {
  const isNamed = (actor.kind === "user" || actor.kind === "token") && actor.name;
  return isNamed
    ? { name: actor.name ?? "", kind: KINDS[actor.kind] }
    : { name: UNNAMED[actor.kind] ?? actor.name ?? actor.kind, kind: "" };
}

/** The page of what it was done to; null when it has none, or is gone. */
export function targetPath(entry: AuditEntry): string | null {
  const { type, id } = entry.target;
  if (type === "certificate" && id && entry.action !== "certificate.delete") {
    return `/certificates/${encodeURIComponent(id)}`;
  }
  if (type === "zone") return "/dns";
  if (type === "settings" || type === "authority") return "/settings";
  return type === "user" || type === "token" ? "/access" : null;
}
