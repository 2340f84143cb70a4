-- What leaves the office: the key it signs with, and the packs it signed, as they were signed.

CREATE TABLE archive.key (
  office      integer     NOT NULL,
  id          uuid        NOT NULL,
  fingerprint text        NOT NULL CONSTRAINT key_fingerprint_is_sha256 CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  public_pem  text        NOT NULL,
  private_key bytea       NOT NULL,
  certificate text        NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz NOT NULL,
  revoked_at  timestamptz,
  PRIMARY KEY (office, id),
  CONSTRAINT key_once UNIQUE (office, fingerprint),
  CONSTRAINT key_is_valid_for_some_time CHECK (valid_to > valid_from)
);
CALL engine.protect('archive.key');
REVOKE DELETE ON archive.key FROM alokon_app;
COMMENT ON COLUMN archive.key.private_key IS 'Encrypted with the key file of the data folder: the database alone signs nothing';

CREATE TABLE archive.pack (
  office        integer     NOT NULL,
  case_id       uuid        NOT NULL,
  status        text        NOT NULL DEFAULT 'pending' CONSTRAINT pack_status_is_known CHECK (status IN ('pending', 'ready', 'failed')),
  facts         bytea       NOT NULL,
  events        bigint      NOT NULL CONSTRAINT pack_has_events CHECK (events > 0),
  last_hash     text        NOT NULL CONSTRAINT pack_last_hash_is_sha256 CHECK (last_hash ~ '^[0-9a-f]{64}$'),
  bytes         bytea,
  sha256        text,
  key_id        uuid,
  sealed_at     timestamptz NOT NULL,
  built_at      timestamptz,
  attempts      integer     NOT NULL DEFAULT 0,
  claimed_until timestamptz NOT NULL DEFAULT '-infinity',
  last_error    text,
  PRIMARY KEY (office, case_id),
  CONSTRAINT pack_ready_has_bytes CHECK ((status = 'ready') = (bytes IS NOT NULL AND sha256 IS NOT NULL AND key_id IS NOT NULL AND built_at IS NOT NULL)),
  CONSTRAINT pack_sha256_is_of_its_bytes CHECK (sha256 = encode(sha256(bytes), 'hex')),
  CONSTRAINT pack_signed_by FOREIGN KEY (office, key_id) REFERENCES archive.key (office, id)
);
-- Already compressed inside (PDF, images): another try only costs time.
ALTER TABLE archive.pack ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX pack_to_build ON archive.pack (claimed_until) WHERE status = 'pending';

CREATE FUNCTION archive.keep_pack() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF OLD.status = 'ready'
     OR (NEW.office, NEW.case_id, NEW.facts, NEW.events, NEW.last_hash, NEW.sealed_at)
        IS DISTINCT FROM (OLD.office, OLD.case_id, OLD.facts, OLD.events, OLD.last_hash, OLD.sealed_at) THEN
    RAISE EXCEPTION 'the pack of case % is sealed and may not be rewritten', OLD.case_id USING ERRCODE = 'restrict_violation';
  END IF;

  RETURN NEW;
END
$$;

CREATE TRIGGER stays_as_sealed BEFORE UPDATE ON archive.pack FOR EACH ROW EXECUTE FUNCTION archive.keep_pack();
CALL engine.protect('archive.pack');
CALL engine.open_to_workers('archive.pack');
REVOKE DELETE ON archive.pack FROM alokon_app;
REVOKE SELECT, UPDATE ON archive.pack FROM alokon_worker;
GRANT SELECT (office, case_id, status, claimed_until), UPDATE (attempts, claimed_until) ON archive.pack TO alokon_worker;
