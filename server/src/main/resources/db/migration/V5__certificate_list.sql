-- Lists of certificates: what they are searched, filtered and sorted by stands in the certificate's own row. It is written in the
-- transactions that change it; rows that a node of the release before wrote are mended when a node starts.

-- created_by: the name of who asked for it
-- not_after:  of the current version
-- phase:      the status without the clock: pending, issuing, ready, renewing, failing, revoked; what has ended meanwhile is expired
-- sort_name:  the first name, a wildcard as its base domain; empty: written by a node of the release before
-- search:     all names in lower case, A-labels and U-labels, separated by spaces
ALTER TABLE certificate ADD COLUMN created_by TEXT;
ALTER TABLE certificate ADD COLUMN not_after BIGINT;
ALTER TABLE certificate ADD COLUMN phase TEXT NOT NULL DEFAULT 'pending';
ALTER TABLE certificate ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
ALTER TABLE certificate ADD COLUMN search TEXT NOT NULL DEFAULT '';
CREATE INDEX certificate_sort_name ON certificate (sort_name, id);
CREATE INDEX certificate_phase ON certificate (phase, created_at, id);
CREATE INDEX certificate_not_after ON certificate (not_after, id);
CREATE INDEX certificate_renew_at ON certificate (renew_at, id);

-- search: the domain in U-labels where those are others
ALTER TABLE delegation ADD COLUMN search TEXT;
CREATE INDEX delegation_status ON delegation (status, domain);
