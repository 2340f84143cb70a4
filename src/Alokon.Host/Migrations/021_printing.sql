-- Which paper is printed first, with what each was printed, and what was given up.

ALTER TABLE documents.document
  ADD COLUMN print_by timestamptz,
  ADD COLUMN browser  text,
  ADD COLUMN fonts    text;

-- The printers fill print_by in when they first see a paper: the officer who issues it does not wait for that. Until then it is NULL, and last.
DROP INDEX documents.document_to_print;
CREATE INDEX document_to_print ON documents.document (print_by, created_at) WHERE status = 'pending' AND cancelled_at IS NULL;
CREATE INDEX document_failed ON documents.document (office, created_at) WHERE status = 'failed' AND cancelled_at IS NULL;

-- An hour after it was issued, or when the case must be served: a case that is late has its papers first, and none waits for ever behind those.
CREATE FUNCTION documents.print_by(of_office integer, of_case uuid, made timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE
AS $$
  SELECT least(made + interval '1 hour',
    (SELECT c.due_at FROM sla.clock AS c WHERE c.office = of_office AND c.case_id = of_case AND c.kind = 'service' AND c.stopped_at IS NULL))
$$;

-- Browsers and fonts that printed for an office. Two at the same time: two nodes would give one paper different bytes.
CREATE TABLE documents.press (
  office           integer     NOT NULL,
  browser          text        NOT NULL CONSTRAINT press_names_its_browser CHECK (browser <> ''),
  fonts            text        NOT NULL CONSTRAINT press_names_its_fonts CHECK (fonts <> ''),
  first_printed_at timestamptz NOT NULL,
  last_printed_at  timestamptz NOT NULL,
  PRIMARY KEY (office, browser, fonts)
);
CALL engine.protect('documents.press');
CALL engine.open_to_workers('documents.press');
GRANT INSERT ON documents.press TO alokon_worker;

-- As before, and what a paper was printed with stays too.
CREATE OR REPLACE FUNCTION documents.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF (NEW.office, NEW.id, NEW.case_id, NEW.code, NEW.number, NEW.issued_on, NEW.issued_at, NEW.positions, NEW.verification_code, NEW.template_hash)
     IS DISTINCT FROM
     (OLD.office, OLD.id, OLD.case_id, OLD.code, OLD.number, OLD.issued_on, OLD.issued_at, OLD.positions, OLD.verification_code, OLD.template_hash)
     OR (OLD.status = 'ready' AND (NEW.status, NEW.sha256, NEW.pdf, NEW.model, NEW.browser, NEW.fonts) IS DISTINCT FROM (OLD.status, OLD.sha256, OLD.pdf, OLD.model, OLD.browser, OLD.fonts))
     OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at) THEN
    RAISE EXCEPTION 'document % was issued and may not be rewritten', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
