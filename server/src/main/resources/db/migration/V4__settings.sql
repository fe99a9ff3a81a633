-- What an administrator sets while the service runs. The configuration file and the environment go before it.

-- Rises with every change; nodes look at it.
CREATE TABLE settings_revision (
  id       INTEGER NOT NULL PRIMARY KEY,
  revision BIGINT  NOT NULL
);
INSERT INTO settings_revision (id, revision) VALUES (1, 0);

-- Single settings, each as JSON: 'cluster' {domain, addresses[]}, 'resolver' {servers[]}.
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- ACME CAs. trust is PEM; the sealed key is the external account binding's.
CREATE TABLE authority (
  name            TEXT    NOT NULL PRIMARY KEY,
  directory       TEXT    NOT NULL,
  email           TEXT,
  terms_agreed    BOOLEAN NOT NULL,
  trust           TEXT,
  eab_key_id      TEXT,
  eab_key_sealed  BYTEA,
  is_default      BOOLEAN NOT NULL,
  created_at      BIGINT  NOT NULL
);
