import type { AuthoritySetting, PutAuthority, Settings } from "../api/types";
import { KNOWN_AUTHORITIES } from "./knownAuthorities";

/** What the form holds. */
export interface AuthorityValues {
  /** The name of a known authority, or `other`. */
  known: string;
  name: string;
  directory: string;
  email: string;
  agreed: boolean;
  /** PEM; only for another directory. */
  trust: string;
  keyId: string;
  hmacKey: string;
  default: boolean;
  /** Whether the other directory's address is typed to its end. */
  asked: boolean;
}

export const NEW_AUTHORITY: AuthorityValues = {
  known: "letsencrypt",
  name: "letsencrypt",
  directory: "",
  email: "",
  agreed: false,
  trust: "",
  keyId: "",
  hmacKey: "",
  default: true,
  asked: false,
};

export function valuesOf(setting: AuthoritySetting): AuthorityValues {
  const known = KNOWN_AUTHORITIES.find((one) => one.directory === setting.directory);
  return {
    known: known?.name ?? "other",
    name: setting.name,
    directory: setting.directory,
    email: setting.email ?? "",
    agreed: setting.termsOfServiceAgreed,
    trust: setting.trustAnchors ?? "",
    keyId: setting.externalAccountKeyId ?? "",
    hmacKey: "",
    default: setting.default,
    asked: true,
  };
}

export function knownDirectory(values: AuthorityValues): string | null {
  return KNOWN_AUTHORITIES.find((one) => one.name === values.known)?.directory ?? null;
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** What the authority said that it wants, and what is stored already. */
export interface Asked {
  accountRequired: boolean;
  /** The key id whose key is stored; empty: none. */
  keptKeyId: string;
}

/** The mistakes that need no server to be seen. */
export function checkAuthority(values: AuthorityValues, asked: Asked): Record<string, string> {
  const mistakes: Record<string, string> = {};
  if (!NAME.test(values.name.trim())) {
    mistakes.name = "Lower-case letters, digits and hyphens, such as letsencrypt; at most 40.";
  }
  if (values.known === "other" && !/^https:\/\/[^/]+/.test(values.directory.trim())) {
    mistakes.directory = "The address of an ACME directory begins with https://";
  }
  if (values.email.trim() && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(values.email.trim())) {
    mistakes.email = "This is not an e-mail address.";
  }
  if (!values.agreed) mistakes.agreed = "The authority issues nothing without your agreement.";
  const keyId = values.keyId.trim();
  if ((asked.accountRequired || values.hmacKey) && !keyId) {
    mistakes.keyId = "Enter the key id that the authority gave you.";
  }
  if (keyId && keyId !== asked.keptKeyId && !values.hmacKey.trim()) {
    mistakes.hmacKey = "Enter the key that belongs to this key id.";
  }
  return mistakes;
}

export function authorityBody(values: AuthorityValues, directory: string): PutAuthority {
  return {
    directory,
    email: values.email.trim() || null,
    termsOfServiceAgreed: values.agreed,
    trust: values.known === "other" ? values.trust.trim() || null : null,
    externalAccountBinding: values.keyId.trim()
      ? { keyId: values.keyId.trim(), hmacKey: values.hmacKey.trim() || null }
      : null,
    default: values.default,
  };
}

/** What the file names first is the default, whatever is set here. */
export function mayBeDefault(settings: Settings): boolean {
  return settings.authorities[0]?.source !== "file";
}

/** The known authorities that are set already; the built-in one still lacks an agreement. */
export function takenNames(settings: Settings): string[] {
  return settings.authorities.filter((one) => one.source !== "built-in").map((one) => one.name);
}
