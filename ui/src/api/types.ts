/**
 * The REST contract, field for field as `dev.kalm.api` has it. Times are RFC 3339 in UTC; names have
 * no trailing dot.
 */

export type Time = string;

export interface Page<T> {
  items: T[];
  /** Cursor of the part that follows; null at the end. */
  next: string | null;
  /** How many there are in all, where the service counts them. */
  total?: number;
}

// Problems (RFC 9457)

export type ProblemKind = "rate-limited" | "user-action" | "transient" | "refused" | "internal";

export interface Mistake {
  /** JSON pointer into the body as a fragment, `#/names/0`. */
  pointer?: string | null;
  /** The query or path parameter. */
  name?: string | null;
  detail: string;
}

export interface Subproblem {
  type?: string;
  title?: string | null;
  detail?: string | null;
  identifier?: { type: string; value: string } | null;
}

export interface ProblemDocument {
  type?: string;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  instance?: string | null;
  errors?: Mistake[];
  subproblems?: Subproblem[];
  kind?: ProblemKind | null;
  advice?: string | null;
}

// Session and access

export type Role = "viewer" | "operator" | "administrator";

export interface User {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  /** The domains that an operator may issue for. */
  domains: string[];
  source: "local" | "oidc";
  disabled: boolean;
  createdAt: Time;
  lastSignInAt: Time | null;
}

export interface Session {
  state: "setup" | "anonymous" | "signed-in";
  user: User | null;
  csrfToken: string | null;
  oidc: { name: string } | null;
  version: string;
  setupComplete: boolean;
}

export interface CreateUser {
  username: string;
  displayName?: string;
  password?: string;
  role: Role;
  domains: string[];
}

export interface UpdateUser {
  displayName: string;
  role: Role;
  domains: string[];
  disabled: boolean;
}

export type TokenScope = "read" | "issue" | "download" | "admin";

export interface ApiToken {
  id: string;
  name: string;
  scope: TokenScope;
  domains: string[];
  /** The certificate that a download token is for. */
  certificate: string | null;
  createdAt: Time;
  createdBy: string | null;
  expiresAt: Time | null;
  lastUsedAt: Time | null;
  revokedAt: Time | null;
  /** The token itself: only in the answer that created it. */
  token?: string | null;
}

export interface CreateToken {
  name: string;
  scope: TokenScope;
  domains: string[];
  certificate?: string | null;
  expiresAt?: Time | null;
}

export interface AuditEntry {
  id: string;
  at: Time;
  actor: {
    kind: "user" | "token" | "admin-token" | "kalm" | "nobody";
    id: string | null;
    name: string | null;
  };
  action: string;
  target: { type: string; id: string | null; name: string | null };
  /** The address that the request came from. */
  from: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

// Settings

export type Missing = "administrator" | "cluster" | "authority";

export interface AuthoritySetting {
  name: string;
  directory: string;
  email: string | null;
  termsOfServiceAgreed: boolean;
  /** Whether it has trust anchors of its own. */
  trust: boolean;
  /** These, PEM. */
  trustAnchors?: string | null;
  externalAccountKeyId: string | null;
  default: boolean;
  source: "file" | "database" | "built-in";
  /** How many certificates use it. */
  certificates: number;
}

export interface ClusterSetting {
  domain: string | null;
  addresses: string[];
  source: "file" | "database" | "none";
}

export interface Settings {
  cluster: ClusterSetting;
  authorities: AuthoritySetting[];
  resolver: { servers: string[]; source: "file" | "database" | "none" };
  oidc: { issuer: string; name: string; clientId: string; source: string } | null;
  missing: Missing[];
}

export interface PutAuthority {
  directory: string;
  email: string | null;
  termsOfServiceAgreed: boolean;
  /** PEM certificates, which alone are trusted for this directory. */
  trust: string | null;
  /** A null key keeps the one that is stored for this id. */
  externalAccountBinding: { keyId: string; hmacKey: string | null } | null;
  default: boolean;
}

export interface ClusterDetection {
  addresses: { address: string; interface: string; public: boolean }[];
  domain: string | null;
}

export interface Finding {
  what: string;
  status: RecordStatus;
  detail: string;
  advice: string | null;
}

export interface AuthorityProbe {
  termsOfService: string | null;
  website: string | null;
  externalAccountRequired: boolean;
  profiles: Record<string, string>;
  caaIdentities: string[];
}

// Certificates

export type CertificateStatus =
  | "pending"
  | "issuing"
  | "ready"
  | "renewing"
  | "failing"
  | "revoked"
  | "expired";

export type ChallengeType = "dns-01" | "http-01";

export type KeyType = "ec-p256" | "ec-p384" | "rsa-2048" | "rsa-3072" | "rsa-4096";

export type RecordStatus = "ok" | "missing" | "wrong" | "unknown";

export interface DnsRecord {
  type: string;
  name: string;
  /** Presentation form (RFC 1035 section 5.1). */
  value: string;
  status: RecordStatus;
  /** One sentence on what was found. */
  detail: string | null;
  /** Until when resolvers may still answer what was there before. */
  cachedUntil?: Time | null;
  checkedAt?: Time | null;
}

export interface CertificateVersion {
  serial: string;
  issuer: string;
  notBefore: Time;
  notAfter: Time;
  fingerprintSha256: string;
}

export type IssuanceState =
  | "awaiting-delegation"
  | "ordering"
  | "presenting"
  | "confirming"
  | "validating"
  | "finalizing"
  | "downloading"
  | "installing"
  | "issued"
  | "failed";

export interface Issuance {
  state: IssuanceState;
  detail: string;
  problem: ProblemDocument | null;
  nextAttemptAt: Time | null;
}

export interface Certificate {
  id: string;
  names: string[];
  status: CertificateStatus;
  authority: string;
  challenge: ChallengeType;
  keyType: KeyType;
  profile: string | null;
  notAfter: Time | null;
  renewAt: Time | null;
  version: CertificateVersion | null;
  issuance: Issuance | null;
  records: DnsRecord[];
  createdAt?: Time;
  createdBy?: string | null;
}

export interface CreateCertificate {
  names: string[];
  authority?: string | null;
  challenge?: ChallengeType | null;
  keyType?: KeyType | null;
  profile?: string | null;
  zone?: string | null;
}

export type CertificateSort = "created" | "name" | "status" | "not-after" | "renew-at";

export interface CertificatePreview {
  names: { typed: string; name: string | null; error: string | null }[];
  challenge: ChallengeType | null;
  zone: { name: string; exists: boolean } | null;
  records: DnsRecord[];
  suggestions: { kind: "apex"; name: string; for: string }[];
  mistakes: { pointer: string; detail: string }[];
  /** Good for all these names already; `same`: for exactly these. */
  existing: { id: string; names: string[]; same: boolean }[];
}

export interface RenewResult {
  renewed: string[];
  refused: { id: string; problem: ProblemDocument }[];
}

export interface IssuanceRecord {
  id: string;
  state: IssuanceState;
  startedAt: Time;
  finishedAt: Time | null;
  failures: number;
  detail: string;
  problem: ProblemDocument | null;
  serial: string | null;
}

export interface VersionRecord extends CertificateVersion {
  id: string;
  createdAt: Time;
  revokedAt: Time | null;
  current: boolean;
}

export interface CertificateExport {
  fullchain: string;
  chain: string;
  certificate: string;
  privateKey: string;
}

export type RevocationReason =
  | "unspecified"
  | "key-compromise"
  | "affiliation-changed"
  | "superseded"
  | "cessation-of-operation";

// Dashboard

export type Severity = "error" | "warning" | "info";

export interface Attention {
  severity: Severity;
  kind:
    | "certificate-failing"
    | "certificate-expired"
    | "certificate-expiring"
    | "certificate-waiting"
    | "delegation-broken"
    | "zone-unreachable"
    | "setup-incomplete";
  title: string;
  detail: string;
  advice: string | null;
  target: { type: "certificate" | "delegation" | "zone" | "settings"; id: string | null };
}

export interface Overview {
  counts: Partial<Record<CertificateStatus, number>>;
  total: number;
  expiries: { date: string; count: number; failing: number }[];
  attention: Attention[];
  attentionTotal: number;
  nextRenewals: { id: string; names: string[]; renewAt: Time }[];
  delegations: Partial<Record<RecordStatus, number>>;
}

// Validation DNS and delegations

export interface Delegation {
  domain: string;
  id: string;
  target: string;
  record: DnsRecord;
  values: string[];
  checkedAt: Time | null;
  /** The certificates that depend on it, at most 20. */
  certificates: {
    id: string;
    names: string[];
    status: CertificateStatus;
    notAfter: Time | null;
  }[];
  certificatesTotal: number;
}

export type ZoneStatus = "ready" | "unreachable" | "unknown";
export type SigningStatus = "secure" | "insecure" | "bogus" | "unknown";
export type Denial = "compact" | "nsec";

export interface Signing {
  status: SigningStatus;
  denial: Denial;
  keys: { tag: number; state: "active" | "incoming" | "outgoing"; ds: string }[];
  rollover: { step: "add-ds" | "remove-ds"; detail: string } | null;
}

export interface ValidationZone {
  name: string;
  nameServers: { name: string; addresses: string[] }[];
  records: DnsRecord[];
  status: ZoneStatus;
  serial: number;
  signing: Signing | null;
}

export interface LoggedQuery {
  at: Time;
  name: string;
  type: string;
  client: string;
  transport: "udp" | "tcp";
  payloadSize: number | null;
  dnssecOk: boolean;
  rcode: string;
  answers: number;
  truncated: boolean;
}

export interface QueryLog {
  node: string;
  items: LoggedQuery[];
  next: string;
}

export interface DnsHosting {
  name: string;
  /** The apex of the zone that the name is in, found by its SOA. */
  zone: string | null;
  /** The name relative to the zone. */
  host: string | null;
  nameServers: string[];
  provider: { id: string; name: string; advice: string | null } | null;
}

// The issuing flow

export type ActorKind = "kalm" | "authority" | "validation-dns" | "web" | "provider" | "user";

export interface FlowActor {
  id: string;
  kind: ActorKind;
  name: string;
  role: string;
}

export interface FlowExchange {
  at: Time;
  from: string;
  to: string;
  asked: string;
  answered: string | null;
  ok: boolean | null;
  /** The name concerned. */
  subject: string | null;
}

export type FlowStepKey =
  | "records"
  | "order"
  | "publish"
  | "look"
  | "answer"
  | "validate"
  | "finalize"
  | "download"
  | "install";

export type FlowStepStatus = "pending" | "active" | "done" | "failed" | "skipped";

export interface FlowStep {
  id: string;
  key: FlowStepKey;
  title: string;
  status: FlowStepStatus;
  startedAt: Time | null;
  finishedAt: Time | null;
  exchanges: FlowExchange[];
  detail: string | null;
}

export interface Flow {
  issuance: string;
  challenge: ChallengeType;
  state: IssuanceState;
  /** Which try this is, from 1. */
  attempt: number;
  startedAt: Time;
  finishedAt: Time | null;
  /** What ended the latest try. */
  problem: ProblemDocument | null;
  actors: FlowActor[];
  steps: FlowStep[];
}

// Streams

export interface CertificateEvents {
  certificate: Certificate;
  flow: Flow;
}

export interface ZoneEvents {
  zone: ValidationZone;
  queries: LoggedQuery[];
}

export type ChangedKind = "certificates" | "delegations" | "zone" | "settings";

export interface ChangeEvents {
  changed: { kinds: ChangedKind[] };
}
