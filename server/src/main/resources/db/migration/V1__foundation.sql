-- One schema for SQLite and PostgreSQL: times are epoch milliseconds UTC, ids are UUID text, BYTEA holds sealed secrets.

CREATE TABLE account (
  id         TEXT   NOT NULL PRIMARY KEY,
  authority  TEXT   NOT NULL,
  directory  TEXT   NOT NULL,
  key_sealed BYTEA  NOT NULL,
  url        TEXT,
  created_at BIGINT NOT NULL,
  UNIQUE (authority, directory)
);

CREATE TABLE validation_zone (
  id         TEXT   NOT NULL PRIMARY KEY,
  name       TEXT   NOT NULL UNIQUE,
  serial     BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  checked_at BIGINT,
  checks     TEXT
);

CREATE TABLE delegation (
  id         TEXT   NOT NULL PRIMARY KEY,
  zone_id    TEXT   NOT NULL REFERENCES validation_zone (id),
  domain     TEXT   NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  checked_at BIGINT,
  status     TEXT   NOT NULL,
  detail     TEXT   NOT NULL
);

CREATE TABLE certificate (
  id              TEXT   NOT NULL PRIMARY KEY,
  authority       TEXT   NOT NULL,
  challenge       TEXT   NOT NULL,
  key_type        TEXT   NOT NULL,
  profile         TEXT,
  created_at      BIGINT NOT NULL,
  renew_at        BIGINT,
  current_version TEXT
);
CREATE INDEX certificate_created ON certificate (created_at, id);

CREATE TABLE certificate_name (
  certificate_id TEXT    NOT NULL REFERENCES certificate (id),
  position       INTEGER NOT NULL,
  name           TEXT    NOT NULL,
  PRIMARY KEY (certificate_id, position)
);
CREATE INDEX certificate_name_name ON certificate_name (name);

CREATE TABLE issuance (
  id             TEXT    NOT NULL PRIMARY KEY,
  certificate_id TEXT    NOT NULL REFERENCES certificate (id),
  state          TEXT    NOT NULL,
  data           TEXT    NOT NULL,
  detail         TEXT    NOT NULL,
  failures       INTEGER NOT NULL,
  key_sealed     BYTEA,
  revision       BIGINT  NOT NULL,
  started_at     BIGINT  NOT NULL,
  updated_at     BIGINT  NOT NULL,
  next_attempt   BIGINT,
  finished_at    BIGINT
);
-- At most one unfinished issuance for each certificate, whatever a race tries.
CREATE UNIQUE INDEX issuance_unfinished ON issuance (certificate_id) WHERE finished_at IS NULL;
CREATE INDEX issuance_history ON issuance (certificate_id, started_at);

CREATE TABLE certificate_version (
  id             TEXT   NOT NULL PRIMARY KEY,
  certificate_id TEXT   NOT NULL REFERENCES certificate (id),
  issuance_id    TEXT   NOT NULL UNIQUE REFERENCES issuance (id),
  chain          TEXT   NOT NULL,
  key_sealed     BYTEA  NOT NULL,
  serial         TEXT   NOT NULL,
  issuer         TEXT   NOT NULL,
  not_before     BIGINT NOT NULL,
  not_after      BIGINT NOT NULL,
  fingerprint    TEXT   NOT NULL,
  created_at     BIGINT NOT NULL,
  revoked_at     BIGINT
);
CREATE INDEX certificate_version_certificate ON certificate_version (certificate_id, created_at);

-- The TXT values that the validation zone serves; owner is a delegation's id.
CREATE TABLE txt_value (
  delegation_id TEXT   NOT NULL REFERENCES delegation (id),
  value         TEXT   NOT NULL,
  issuance_id   TEXT   NOT NULL,
  expires_at    BIGINT NOT NULL,
  PRIMARY KEY (delegation_id, value)
);
CREATE INDEX txt_value_issuance ON txt_value (issuance_id);

-- What nodes follow: every change of a zone's contents under the serial that its transaction took.
CREATE TABLE zone_change (
  zone_id    TEXT    NOT NULL REFERENCES validation_zone (id),
  serial     BIGINT  NOT NULL,
  position   INTEGER NOT NULL,
  change     TEXT    NOT NULL,
  delegation TEXT    NOT NULL,
  value      TEXT,
  expires_at BIGINT,
  created_at BIGINT  NOT NULL,
  PRIMARY KEY (zone_id, serial, position)
);
CREATE INDEX zone_change_created ON zone_change (created_at);

CREATE TABLE http_token (
  token             TEXT   NOT NULL PRIMARY KEY,
  key_authorization TEXT   NOT NULL,
  issuance_id       TEXT   NOT NULL,
  expires_at        BIGINT NOT NULL
);
CREATE INDEX http_token_issuance ON http_token (issuance_id);

CREATE TABLE node (
  id           TEXT   NOT NULL PRIMARY KEY,
  name         TEXT   NOT NULL,
  started_at   BIGINT NOT NULL,
  heartbeat_at BIGINT NOT NULL,
  serial       BIGINT NOT NULL
);

-- A word sealed under the cluster's master key: a node with another key is turned away.
CREATE TABLE cluster_seal (
  id     INTEGER NOT NULL PRIMARY KEY,
  sealed BYTEA   NOT NULL
);

-- db-scheduler's table, by its own documentation.
CREATE TABLE scheduled_tasks (
  task_name            TEXT                     NOT NULL,
  task_instance        TEXT                     NOT NULL,
  task_data            BYTEA,
  execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
  picked               BOOLEAN                  NOT NULL,
  picked_by            TEXT,
  last_success         TIMESTAMP WITH TIME ZONE,
  last_failure         TIMESTAMP WITH TIME ZONE,
  consecutive_failures INTEGER,
  last_heartbeat       TIMESTAMP WITH TIME ZONE,
  version              BIGINT                   NOT NULL,
  priority             SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
