import type {
  CertificateStatus,
  FlowStepStatus,
  RecordStatus,
  SigningStatus,
  ZoneStatus,
} from "../api/types";
import type { Tone } from "./tone";

/** A state's word and tone, as StatusBadge takes them. */
export interface Shown {
  tone: Tone;
  children: string;
}

const CERTIFICATE: Record<CertificateStatus, Shown> = {
  pending: { tone: "idle", children: "Not issued yet" },
  issuing: { tone: "busy", children: "Being issued" },
  ready: { tone: "ok", children: "Ready" },
  renewing: { tone: "busy", children: "Being renewed" },
  failing: { tone: "bad", children: "Failing" },
  revoked: { tone: "bad", children: "Revoked" },
  expired: { tone: "bad", children: "Expired" },
};

const RECORD: Record<RecordStatus, Shown> = {
  ok: { tone: "ok", children: "Found" },
  missing: { tone: "warn", children: "Missing" },
  wrong: { tone: "bad", children: "Wrong" },
  unknown: { tone: "idle", children: "Not known yet" },
};

const ZONE: Record<ZoneStatus, Shown> = {
  ready: { tone: "ok", children: "Reachable" },
  unreachable: { tone: "bad", children: "Not reachable" },
  unknown: { tone: "idle", children: "Not known yet" },
};

const SIGNING: Record<SigningStatus, Shown> = {
  secure: { tone: "ok", children: "Signed and trusted" },
  insecure: { tone: "warn", children: "Signed, not trusted yet" },
  bogus: { tone: "bad", children: "Refused by resolvers" },
  unknown: { tone: "idle", children: "Not known yet" },
};

const STEP: Record<FlowStepStatus, Shown> = {
  pending: { tone: "idle", children: "To come" },
  active: { tone: "busy", children: "Under way" },
  done: { tone: "ok", children: "Done" },
  failed: { tone: "bad", children: "Failed" },
  skipped: { tone: "idle", children: "Not needed" },
};

const UNHEARD = (word: string): Shown => ({ tone: "idle", children: word });

// A newer server may have a state that this page has not heard of: it is shown as it is spelled.
export const certificateStatus = (status: CertificateStatus) =>
  CERTIFICATE[status] ?? UNHEARD(status);
export const recordStatus = (status: RecordStatus) => RECORD[status] ?? UNHEARD(status);
export const zoneStatus = (status: ZoneStatus) => ZONE[status] ?? UNHEARD(status);
export const signingStatus = (status: SigningStatus) => SIGNING[status] ?? UNHEARD(status);
export const stepStatus = (status: FlowStepStatus) => STEP[status] ?? UNHEARD(status);
