-- Several zones, and signed ones.

-- Which serial of each zone a node serves. node.serial stays the first zone's, for nodes of the release before.
CREATE TABLE node_zone (
  node_id TEXT   NOT NULL REFERENCES node (id),
  zone_id TEXT   NOT NULL REFERENCES validation_zone (id),
  serial  BIGINT NOT NULL,
  PRIMARY KEY (node_id, zone_id)
);

-- A zone with a row here is signed. Whatever changes a key or the step takes a serial of the zone too.
-- step:        the rollover's, absent when none is under way
-- ds_ttl:      seconds, the longest for which the parent was seen to let caches keep its DS records
-- ds_right_at: since when every look has found the parent's DS records as the step wants them
-- ds_gone_at:  since when every look has found none at the parent
CREATE TABLE zone_signing (
  zone_id     TEXT   NOT NULL PRIMARY KEY REFERENCES validation_zone (id),
  denial      TEXT   NOT NULL,
  signed_at   BIGINT NOT NULL,
  serial      BIGINT NOT NULL,
  step        TEXT,
  step_at     BIGINT NOT NULL,
  ds_ttl      BIGINT,
  ds_right_at BIGINT,
  ds_gone_at  BIGINT
);

-- No two keys of one zone share a tag, so that a DS record means one of them.
CREATE TABLE zone_key (
  id         TEXT    NOT NULL PRIMARY KEY,
  zone_id    TEXT    NOT NULL REFERENCES zone_signing (zone_id),
  tag        INTEGER NOT NULL,
  ds         TEXT    NOT NULL,
  public_key BYTEA   NOT NULL,
  key_sealed BYTEA   NOT NULL,
  state      TEXT    NOT NULL,
  created_at BIGINT  NOT NULL,
  UNIQUE (zone_id, tag)
);
