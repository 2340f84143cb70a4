-- Official papers: what they look like (letterhead, template), how they are numbered, and each one as it was issued.

CREATE TABLE documents.letterhead (
  office      integer NOT NULL,
  government  text    NOT NULL CONSTRAINT letterhead_names_government CHECK (government <> ''),
  dinas       text    NOT NULL CONSTRAINT letterhead_names_dinas CHECK (dinas <> ''),
  dinas_code  text    NOT NULL CONSTRAINT letterhead_has_dinas_code CHECK (dinas_code <> ''),
  address     text    NOT NULL,
  phone       text,
  email       text,
  website     text,
  postal_code text,
  place       text    NOT NULL CONSTRAINT letterhead_names_place CHECK (place <> ''),
  zone        text    NOT NULL,
  demo        boolean NOT NULL,
  PRIMARY KEY (office)
);
CALL engine.protect('documents.letterhead');

CREATE TABLE documents.number_format (
  office         integer NOT NULL,
  code           text    NOT NULL,
  title          text    NOT NULL,
  book           text    NOT NULL CONSTRAINT number_format_names_book CHECK (book <> ''),
  format         text    NOT NULL CONSTRAINT number_format_counts CHECK (format ~ '\{seq(:[1-9])?\}'),
  classification text    NOT NULL,
  suffix         text    NOT NULL,
  PRIMARY KEY (office, code)
);
CALL engine.protect('documents.number_format');

-- One row per book and year. Its lock is what makes the series gap-free: the next number is known only when this one is committed or given back.
CREATE TABLE documents.number_register (
  office integer NOT NULL,
  book   text    NOT NULL,
  year   integer NOT NULL,
  last   integer NOT NULL CONSTRAINT number_register_counts_up CHECK (last > 0),
  PRIMARY KEY (office, book, year)
);
CALL engine.protect('documents.number_register');

-- Every version that ever printed a paper stays, by its hash.
CREATE TABLE documents.template (
  office     integer     NOT NULL,
  code       text        NOT NULL,
  hash       text        NOT NULL CONSTRAINT template_hash_is_sha256 CHECK (hash ~ '^[0-9a-f]{64}$'),
  files      bytea       NOT NULL,
  is_current boolean     NOT NULL,
  loaded_at  timestamptz NOT NULL,
  PRIMARY KEY (office, code, hash)
);
CREATE UNIQUE INDEX template_one_current ON documents.template (office, code) WHERE is_current;
CALL engine.protect('documents.template');
CALL engine.open_to_workers('documents.template');

CREATE TABLE documents.document (
  office            integer     NOT NULL,
  id                uuid        NOT NULL,
  case_id           uuid        NOT NULL,
  code              text        NOT NULL,
  title             text        NOT NULL,
  number            text        NOT NULL,
  issued_on         date        NOT NULL,
  issued_at         timestamptz NOT NULL,
  positions         text[]      NOT NULL CONSTRAINT document_is_signed CHECK (cardinality(positions) > 0),
  verification_code text        NOT NULL,
  model             bytea       NOT NULL,
  template_hash     text        NOT NULL,
  status            text        NOT NULL DEFAULT 'pending',
  pdf               bytea,
  sha256            text,
  pages             integer,
  attempts          integer     NOT NULL DEFAULT 0,
  fence             bigint      NOT NULL DEFAULT 0,
  claimed_until     timestamptz,
  last_error        text,
  cancelled_at      timestamptz,
  cancelled_for     text,
  created_at        timestamptz NOT NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT document_status_known CHECK (status IN ('pending', 'ready', 'failed')),
  CONSTRAINT document_ready_has_pdf CHECK ((status = 'ready') = (pdf IS NOT NULL AND sha256 IS NOT NULL AND pages IS NOT NULL)),
  CONSTRAINT document_cancelled_for_a_reason CHECK ((cancelled_at IS NULL) = (cancelled_for IS NULL)),
  CONSTRAINT document_template_exists FOREIGN KEY (office, code, template_hash) REFERENCES documents.template (office, code, hash)
);
CREATE UNIQUE INDEX document_one_verification_code ON documents.document (office, verification_code);
CREATE INDEX document_of_case ON documents.document (office, case_id);
CREATE INDEX document_by_hash ON documents.document (office, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX document_to_print ON documents.document (created_at) WHERE status = 'pending';
CALL engine.protect('documents.document');
CALL engine.open_to_workers('documents.document');

-- What was issued stays as it was issued: only the print, its attempts and a cancellation may be added.
CREATE FUNCTION documents.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF (NEW.office, NEW.id, NEW.case_id, NEW.code, NEW.number, NEW.issued_on, NEW.issued_at, NEW.positions, NEW.verification_code, NEW.template_hash)
     IS DISTINCT FROM
     (OLD.office, OLD.id, OLD.case_id, OLD.code, OLD.number, OLD.issued_on, OLD.issued_at, OLD.positions, OLD.verification_code, OLD.template_hash)
     OR (OLD.status = 'ready' AND (NEW.status, NEW.sha256, NEW.pdf, NEW.model) IS DISTINCT FROM (OLD.status, OLD.sha256, OLD.pdf, OLD.model))
     OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at) THEN
    RAISE EXCEPTION 'document % was issued and may not be rewritten', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER document_stays_as_issued BEFORE UPDATE ON documents.document FOR EACH ROW EXECUTE FUNCTION documents.refuse_rewrite();
