-- Who may use it, and what they did. Secrets are here as hashes only: SHA-256 (hexadecimal) of what is random, Argon2id of passwords.

-- domains: one a line; each with everything below it.
-- subject: an OIDC user's issuer and sub.
CREATE TABLE app_user (
  id              TEXT    NOT NULL PRIMARY KEY,
  username        TEXT    NOT NULL UNIQUE,
  display_name    TEXT    NOT NULL,
  role            TEXT    NOT NULL,
  domains         TEXT    NOT NULL,
  source          TEXT    NOT NULL,
  subject         TEXT    UNIQUE,
  password        TEXT,
  disabled        BOOLEAN NOT NULL,
  created_at      BIGINT  NOT NULL,
  last_sign_in_at BIGINT
);

CREATE TABLE api_token (
  id             TEXT   NOT NULL PRIMARY KEY,
  hash           TEXT   NOT NULL UNIQUE,
  name           TEXT   NOT NULL,
  scope          TEXT   NOT NULL,
  domains        TEXT   NOT NULL,
  certificate_id TEXT,
  created_at     BIGINT NOT NULL,
  created_by     TEXT   NOT NULL,
  expires_at     BIGINT,
  last_used_at   BIGINT,
  revoked_at     BIGINT
);

-- Whose: a user's, or an administrator's token's who made a link; neither: the data folder's token's.
CREATE TABLE app_session (
  hash       TEXT   NOT NULL PRIMARY KEY,
  user_id    TEXT   REFERENCES app_user (id),
  token_id   TEXT   REFERENCES api_token (id),
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL
);
CREATE INDEX app_session_user ON app_session (user_id);
CREATE INDEX app_session_created ON app_session (created_at);

-- purpose: setup (makes the first administrator) or sign-in (for whoever made it).
CREATE TABLE one_time_link (
  hash       TEXT   NOT NULL PRIMARY KEY,
  purpose    TEXT   NOT NULL,
  user_id    TEXT   REFERENCES app_user (id),
  token_id   TEXT   REFERENCES api_token (id),
  expires_at BIGINT NOT NULL
);

-- Only added to. The id grows with time. before_state and after_state: JSON.
CREATE TABLE audit_entry (
  id           TEXT   NOT NULL PRIMARY KEY,
  at           BIGINT NOT NULL,
  actor_kind   TEXT   NOT NULL,
  actor_id     TEXT   NOT NULL,
  actor_name   TEXT   NOT NULL,
  action       TEXT   NOT NULL,
  target_type  TEXT   NOT NULL,
  target_id    TEXT   NOT NULL,
  target_name  TEXT   NOT NULL,
  address      TEXT   NOT NULL,
  before_state TEXT,
  after_state  TEXT
);
CREATE INDEX audit_entry_action ON audit_entry (action, id);
CREATE INDEX audit_entry_actor ON audit_entry (actor_name, id);
CREATE INDEX audit_entry_target ON audit_entry (target_id, id);
CREATE INDEX audit_entry_target_name ON audit_entry (target_name, id);
