-- The history of each case: one hash chain per case (a chain over all cases would make every commit wait for every
-- other). The line is kept as bytes, exactly as hashed: jsonb would reorder its members and break the hash.

CREATE TABLE audit.head (
  office  integer     NOT NULL,
  case_id uuid        NOT NULL,
  seq     bigint      NOT NULL CONSTRAINT head_counts_from_zero CHECK (seq >= 0),
  hash    text        NOT NULL CONSTRAINT head_hash_is_sha256 CHECK (hash ~ '^[0-9a-f]{64}$'),
  at      timestamptz NOT NULL,
  sealed  boolean     NOT NULL,
  PRIMARY KEY (office, case_id)
) WITH (fillfactor = 70);

CREATE TABLE audit.event (
  office     integer     NOT NULL,
  case_id    uuid        NOT NULL,
  seq        bigint      NOT NULL CONSTRAINT event_counts_from_one CHECK (seq >= 1),
  at         timestamptz NOT NULL,
  line       bytea       NOT NULL,
  hash       text        NOT NULL,
  actor      uuid        NOT NULL,
  actor_name text        NOT NULL,
  position   text,
  kind       text        NOT NULL CONSTRAINT event_has_kind CHECK (kind <> ''),
  step       text,
  PRIMARY KEY (office, case_id, seq),
  CONSTRAINT event_hash_is_of_its_line CHECK (hash = encode(sha256(line), 'hex')),
  CONSTRAINT event_belongs_to_chain FOREIGN KEY (office, case_id) REFERENCES audit.head (office, case_id)
);

COMMENT ON COLUMN audit.event.actor_name IS 'For the timeline on the page; never part of the line, which leaves the office';

-- Forward only, one by one, and never again after the seal.
CREATE FUNCTION audit.keep_head() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.sealed OR NEW.seq <> OLD.seq + 1 OR (NEW.office, NEW.case_id) <> (OLD.office, OLD.case_id) THEN
    RAISE EXCEPTION 'the audit head of case % only moves forward, by one, until it is sealed', OLD.case_id
      USING ERRCODE = 'restrict_violation';
  END IF;

  RETURN NEW;
END
$$;

CREATE TRIGGER moves_forward BEFORE UPDATE OR DELETE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.keep_head();

CALL engine.protect('audit.head');
REVOKE DELETE ON audit.head FROM alokon_app;
CALL engine.protect_append_only('audit.event');
