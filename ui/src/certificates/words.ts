import type { ChallengeType, IssuanceState, KeyType, RevocationReason } from "../api/types";

export const CHALLENGES: Record<ChallengeType, string> = {
  "dns-01": "DNS-01: a record in your DNS",
  "http-01": "HTTP-01: an answer on port 80",
};

export const KEY_TYPES: Record<KeyType, string> = {
  "ec-p256": "ECDSA P-256",
  "ec-p384": "ECDSA P-384",
  "rsa-2048": "RSA 2048",
  "rsa-3072": "RSA 3072",
  "rsa-4096": "RSA 4096",
};

export const REASONS: Record<RevocationReason, string> = {
  unspecified: "I would rather not say",
  "key-compromise": "Somebody else may have the private key",
  "affiliation-changed": "The names belong to another organisation now",
  superseded: "Another certificate has taken its place",
  "cessation-of-operation": "The site is no more",
};

const STATES: Record<IssuanceState, string> = {
  "awaiting-delegation": "Waits for DNS records",
  ordering: "Places the order",
  presenting: "Publishes the proof",
  confirming: "Looks from outside",
  validating: "The authority looks",
  finalizing: "Sends the request",
  downloading: "Fetches the certificate",
  installing: "Installs it",
  issued: "Issued",
  failed: "Failed",
};

export const issuanceState = (state: IssuanceState) => STATES[state] ?? state;
