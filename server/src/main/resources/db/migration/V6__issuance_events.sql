-- What each stored step of an issuance was about, for people; kept for the latest issuances of a certificate.
-- revision:  of the issuance that the step was made from
-- attempt:   which try it was part of
-- exchanges: who asked whom for what, and what was answered, as JSON
CREATE TABLE issuance_event (
  issuance_id TEXT    NOT NULL REFERENCES issuance (id) ON DELETE CASCADE,
  revision    BIGINT  NOT NULL,
  step        TEXT    NOT NULL,
  attempt     INTEGER NOT NULL,
  outcome     TEXT    NOT NULL,
  started_at  BIGINT  NOT NULL,
  ended_at    BIGINT  NOT NULL,
  detail      TEXT,
  exchanges   TEXT    NOT NULL,
  PRIMARY KEY (issuance_id, revision, step)
);

-- Until when a cache may show the old answer that the last look found, although the provider has the right one.
ALTER TABLE delegation ADD COLUMN cached_until BIGINT;
