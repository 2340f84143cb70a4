-- The certificate an office signs its papers with. A row is never changed but to say that it was taken out: the list is its own history.
CREATE TABLE documents.signer (
  office       integer     NOT NULL,
  id           uuid        NOT NULL,
  subject      text        NOT NULL CONSTRAINT signer_has_a_name CHECK (subject <> ''),
  fingerprint  text        NOT NULL CONSTRAINT signer_fingerprint_is_sha256 CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  certificate  bytea       NOT NULL,
  chain        bytea[]     NOT NULL,
  private_key  bytea       NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_to     timestamptz NOT NULL,
  installed_at timestamptz NOT NULL,
  installed_by text        NOT NULL,
  removed_at   timestamptz,
  removed_by   text,
  PRIMARY KEY (office, id),
  CONSTRAINT signer_removed_by_somebody CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);
CREATE UNIQUE INDEX signer_one_in_force ON documents.signer (office) WHERE removed_at IS NULL;
CALL engine.protect('documents.signer');
CALL engine.open_to_workers('documents.signer');

CREATE FUNCTION documents.refuse_other_signer() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF (NEW.office, NEW.id, NEW.subject, NEW.fingerprint, NEW.certificate, NEW.chain, NEW.private_key, NEW.installed_at, NEW.installed_by)
     IS DISTINCT FROM
     (OLD.office, OLD.id, OLD.subject, OLD.fingerprint, OLD.certificate, OLD.chain, OLD.private_key, OLD.installed_at, OLD.installed_by)
     OR OLD.removed_at IS NOT NULL THEN
    RAISE EXCEPTION 'certificate % was installed and may only be taken out', OLD.subject USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER signer_stays_as_installed BEFORE UPDATE ON documents.signer FOR EACH ROW EXECUTE FUNCTION documents.refuse_other_signer();
