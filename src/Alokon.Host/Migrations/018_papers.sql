-- Forms that are replaced on a day, the paper an office prints on, and who signs for somebody else.

ALTER TABLE documents.letterhead
  ADD COLUMN paper text NOT NULL DEFAULT 'A4' CONSTRAINT letterhead_paper_is_known CHECK (paper IN ('A4', 'F4'));

-- A form comes in editions (F/II/KB/13, /15, /20), an edition in versions: the edition is the outer, the hash the inner.
-- '' is the one edition of a paper that was never replaced.
ALTER TABLE documents.template
  ADD COLUMN edition text NOT NULL DEFAULT '' CONSTRAINT template_edition_is_short CHECK (edition ~ '^[A-Za-z0-9.-]{0,20}$');
ALTER TABLE documents.template DROP CONSTRAINT template_pkey, ADD PRIMARY KEY (office, code, edition, hash);
DROP INDEX documents.template_one_current;
CREATE UNIQUE INDEX template_one_current ON documents.template (office, code, edition) WHERE is_current;

ALTER TABLE documents.document ADD COLUMN edition text NOT NULL DEFAULT '';
CREATE FUNCTION documents.refuse_other_edition() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'document % was issued in edition % and may not be rewritten', OLD.number, OLD.edition USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER document_keeps_edition BEFORE UPDATE ON documents.document FOR EACH ROW
WHEN (NEW.edition IS DISTINCT FROM OLD.edition) EXECUTE FUNCTION documents.refuse_other_edition();

-- An edition without a row is in force always. Of several in force on a day the one that began last is used, so that a new
-- edition can be loaded before its day and nobody has to end the old one at midnight.
CREATE TABLE documents.edition (
  office      integer NOT NULL,
  code        text    NOT NULL,
  edition     text    NOT NULL,
  valid_from  date    NOT NULL,
  valid_until date    NULL,
  by_office   boolean NOT NULL,
  PRIMARY KEY (office, code, edition),
  CONSTRAINT edition_lasts CHECK (valid_until >= valid_from)
);
CALL engine.protect('documents.edition');
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE ON documents.edition FOR EACH ROW EXECUTE FUNCTION documents.count_change();

-- a.n.: a position signs some papers on behalf of another one; u.b.: for one that itself signs on behalf.
CREATE TABLE documents.signing_mandate (
  office      integer NOT NULL,
  id          uuid    NOT NULL,
  role        text    NOT NULL,
  kind        text    NOT NULL CONSTRAINT signing_mandate_kind_is_known CHECK (kind IN ('an', 'ub')),
  codes       text[]  NOT NULL CONSTRAINT signing_mandate_names_papers CHECK (cardinality(codes) > 0),
  on_behalf   text    NOT NULL CONSTRAINT signing_mandate_names_superior CHECK (on_behalf <> ''),
  through     text    NULL,
  number      text    NOT NULL CONSTRAINT signing_mandate_has_number CHECK (number <> ''),
  dated       date    NOT NULL,
  valid_from  date    NOT NULL,
  valid_until date    NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT signing_mandate_lasts CHECK (valid_until >= valid_from),
  CONSTRAINT signing_mandate_ub_names_who_delegates CHECK ((kind = 'ub') = (through IS NOT NULL))
);
CALL engine.protect('documents.signing_mandate');
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE ON documents.signing_mandate FOR EACH ROW EXECUTE FUNCTION documents.count_change();
