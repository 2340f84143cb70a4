-- Officers who sign a printed paper with certificates of their own, kept by a service outside.

-- At whose service, and as whom the office asks there. What was set before stands in documents.trail.
CREATE TABLE documents.signing_provider (
  office  integer     NOT NULL,
  id      uuid        NOT NULL,
  url     text        NOT NULL CONSTRAINT signing_provider_has_address CHECK (url ~ '^https?://'),
  account text        NOT NULL CONSTRAINT signing_provider_has_account CHECK (account <> ''),
  secret  bytea       NOT NULL,
  set_at  timestamptz NOT NULL,
  set_by  text        NOT NULL,
  PRIMARY KEY (office)
);
CALL engine.protect('documents.signing_provider');
CREATE POLICY all_offices ON documents.signing_provider TO alokon_worker USING (true);
GRANT SELECT (office) ON documents.signing_provider TO alokon_worker;
COMMENT ON COLUMN documents.signing_provider.secret IS 'Encrypted with the key file of the data folder, bound to office and id';

-- Whether the office's own certificate signed it when it was printed: a list of papers must not read them all to say so.
ALTER TABLE documents.document ADD COLUMN certified boolean NOT NULL DEFAULT false;
ALTER TABLE documents.document NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.signer NO FORCE ROW LEVEL SECURITY;
UPDATE documents.document SET certified = true
WHERE office IN (SELECT office FROM documents.signer) AND pdf IS NOT NULL AND position('/ETSI.CAdES.detached'::bytea IN pdf) > 0;
ALTER TABLE documents.document FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.signer FORCE ROW LEVEL SECURITY;

-- Who may still sign a printed paper, written by the printer where the office has such a service: whoever issues a paper does not wait for it.
CREATE TABLE documents.signature_place (
  office      integer  NOT NULL,
  document_id uuid     NOT NULL,
  place       smallint NOT NULL CONSTRAINT signature_place_is_counted CHECK (place > 0),
  position    text     NOT NULL CONSTRAINT signature_place_names_position CHECK (position <> ''),
  role        text     NOT NULL CONSTRAINT signature_place_names_role CHECK (role <> ''),
  name        text     NOT NULL,
  nip         text,
  revision    integer,
  PRIMARY KEY (office, document_id, place),
  CONSTRAINT signature_place_of_document FOREIGN KEY (office, document_id) REFERENCES documents.document (office, id)
);
CREATE INDEX signature_place_waiting ON documents.signature_place (office, role, nip) WHERE revision IS NULL;
CALL engine.protect('documents.signature_place');
REVOKE DELETE ON documents.signature_place FROM alokon_app;
CREATE POLICY all_offices ON documents.signature_place TO alokon_worker USING (true);
GRANT INSERT ON documents.signature_place TO alokon_worker;

-- A paper with one signature more, beside the one that was printed. Each follows one other: of two that were made of the same, one is kept.
CREATE TABLE documents.revision (
  office      integer     NOT NULL,
  document_id uuid        NOT NULL,
  revision    integer     NOT NULL CONSTRAINT revision_is_counted CHECK (revision > 0),
  prior       text        NOT NULL CONSTRAINT revision_prior_is_sha256 CHECK (prior ~ '^[0-9a-f]{64}$'),
  sha256      text        NOT NULL,
  pdf         bytea       NOT NULL,
  place       smallint    NOT NULL,
  position    text        NOT NULL,
  signer      uuid        NOT NULL,
  subject     text        NOT NULL CONSTRAINT revision_names_certificate CHECK (subject <> ''),
  issuer      text        NOT NULL,
  fingerprint text        NOT NULL CONSTRAINT revision_fingerprint_is_sha256 CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  reference   text,
  signed_at   timestamptz NOT NULL,
  PRIMARY KEY (office, document_id, revision),
  CONSTRAINT revision_follows_one UNIQUE (office, document_id, prior),
  CONSTRAINT revision_place_signed_once UNIQUE (office, document_id, place),
  CONSTRAINT revision_sha256_is_of_its_bytes CHECK (sha256 = encode(sha256(pdf), 'hex')),
  CONSTRAINT revision_at_place FOREIGN KEY (office, document_id, place) REFERENCES documents.signature_place (office, document_id, place)
);
ALTER TABLE documents.revision ALTER COLUMN pdf SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX revision_by_hash ON documents.revision (office, sha256);
CALL engine.protect_append_only('documents.revision');
CREATE POLICY all_offices ON documents.revision TO alokon_worker USING (true);
GRANT SELECT (office, document_id, revision, sha256) ON documents.revision TO alokon_worker;

-- As before, and whether it was signed when it was printed.
CREATE OR REPLACE FUNCTION documents.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF (NEW.office, NEW.id, NEW.case_id, NEW.code, NEW.number, NEW.issued_on, NEW.issued_at, NEW.positions, NEW.verification_code, NEW.template_hash)
     IS DISTINCT FROM
     (OLD.office, OLD.id, OLD.case_id, OLD.code, OLD.number, OLD.issued_on, OLD.issued_at, OLD.positions, OLD.verification_code, OLD.template_hash)
     OR (OLD.status = 'ready' AND (NEW.status, NEW.sha256, NEW.pdf, NEW.model, NEW.browser, NEW.fonts, NEW.certified)
       IS DISTINCT FROM (OLD.status, OLD.sha256, OLD.pdf, OLD.model, OLD.browser, OLD.fonts, OLD.certified))
     OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at) THEN
    RAISE EXCEPTION 'document % was issued and may not be rewritten', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
