-- The books of numbers as an office keeps them: each paper says which number of which book it took, and what an admin writes into a
-- book by hand (where the paper book ended, a number put in between) stands beside it.

ALTER TABLE documents.document
  ADD COLUMN book       text,
  ADD COLUMN book_year  integer,
  ADD COLUMN seq        integer,
  ADD COLUMN seq_suffix text NOT NULL DEFAULT '';

COMMENT ON COLUMN documents.document.seq IS 'Running number in the book; NULL when the number was given from outside (AMR: that of its case)';

-- What was issued before: its number is read back by the format of its code. A number that was not taken from the book, or that cannot
-- be told for certain, stays without a running number.
ALTER TABLE documents.document NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.number_format NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.number_register NO FORCE ROW LEVEL SECURITY;
ALTER TABLE requests.request NO FORCE ROW LEVEL SECURITY;

WITH pattern AS (
  SELECT office, code, book,
         '^' || regexp_replace(
           replace(replace(replace(replace(replace(replace(replace(
             regexp_replace(format, '([]*+?.^$()|[\\-])', '\\\1', 'g'),
             '{klas}', '[^/]+'), '{suffix}', '[^/0-9]?[^/]*?'), '{dinas}', '.+'), '{kab}', '[0-9]{4}'), '{bulan}', '[0-9]{2}'), '{bulanRomawi}', '[IVX]+'),
             '{tahun}', '[0-9]{4}'),
           '\{seq(:[1-9])?\}', '([0-9]+)') || '$' AS form
  FROM documents.number_format
), told AS (
  SELECT d.office, d.id, p.book, extract(year FROM d.issued_on)::integer AS book_year,
         CASE WHEN EXISTS (SELECT FROM requests.request AS r WHERE r.office = d.office AND r.id = d.case_id AND r.number = d.number) THEN NULL
              ELSE (regexp_match(d.number, p.form))[1]::numeric END AS seq
  FROM documents.document AS d
  JOIN pattern AS p ON p.office = d.office AND p.code = d.code
), certain AS (
  SELECT t.office, t.id, t.book, t.book_year,
         CASE WHEN t.seq BETWEEN 1 AND r.last AND count(*) OVER (PARTITION BY t.office, t.book, t.book_year, t.seq) = 1 THEN t.seq::integer END AS seq
  FROM told AS t
  LEFT JOIN documents.number_register AS r ON r.office = t.office AND r.book = t.book AND r.year = t.book_year
)
UPDATE documents.document AS d
SET book = c.book, book_year = c.book_year, seq = c.seq
FROM certain AS c
WHERE d.office = c.office AND d.id = c.id;

ALTER TABLE documents.document FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.number_format FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.number_register FORCE ROW LEVEL SECURITY;
ALTER TABLE requests.request FORCE ROW LEVEL SECURITY;

-- A number is given once, whatever becomes of its paper.
CREATE UNIQUE INDEX document_one_number ON documents.document (office, book, book_year, seq, seq_suffix) WHERE book IS NOT NULL;

CREATE FUNCTION documents.refuse_renumbering() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'document % keeps its place in the book', OLD.number USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER number_stays BEFORE UPDATE OF book, book_year, seq, seq_suffix ON documents.document
FOR EACH ROW EXECUTE FUNCTION documents.refuse_renumbering();

-- A book that were deleted or set back would give its numbers a second time.
CREATE FUNCTION documents.refuse_counting_back() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'book % of % only counts up from %', OLD.book, OLD.year, OLD.last USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER counts_up_only BEFORE UPDATE ON documents.number_register FOR EACH ROW
WHEN (NEW.last <= OLD.last OR (NEW.office, NEW.book, NEW.year) IS DISTINCT FROM (OLD.office, OLD.book, OLD.year))
EXECUTE FUNCTION documents.refuse_counting_back();
REVOKE DELETE ON documents.number_register FROM alokon_app;

CREATE TABLE documents.number_entry (
  office       integer     NOT NULL,
  id           uuid        NOT NULL,
  book         text        NOT NULL,
  book_year    integer     NOT NULL,
  kind         text        NOT NULL CONSTRAINT number_entry_kind_known CHECK (kind IN ('paper-book', 'inserted')),
  seq          integer     NOT NULL CONSTRAINT number_entry_counts_from_one CHECK (seq > 0),
  seq_suffix   text        NOT NULL,
  first        integer,
  number       text        NOT NULL,
  dated        date        NOT NULL,
  code         text,
  title        text        NOT NULL,
  case_id      uuid,
  document     uuid,
  reason       text        NOT NULL CONSTRAINT number_entry_has_a_reason CHECK (btrim(reason) <> ''),
  written_at   timestamptz NOT NULL,
  writer       uuid        NOT NULL,
  writer_name  text        NOT NULL,
  cancelled_at timestamptz,
  cancelled_for text,
  PRIMARY KEY (office, id),
  CONSTRAINT number_entry_is_a_range_or_an_insertion CHECK (
    CASE kind WHEN 'paper-book' THEN first BETWEEN 1 AND seq AND seq_suffix = '' AND code IS NULL AND case_id IS NULL
              ELSE first IS NULL AND seq_suffix <> '' AND code IS NOT NULL END),
  CONSTRAINT number_entry_cancelled_for_a_reason CHECK ((cancelled_at IS NULL) = (cancelled_for IS NULL)),
  CONSTRAINT number_entry_is_borne_or_cancelled CHECK (document IS NULL OR cancelled_at IS NULL)
);
COMMENT ON COLUMN documents.number_entry.first IS 'paper-book: numbers from here to seq were given on paper';
COMMENT ON COLUMN documents.number_entry.case_id IS 'inserted: the next paper of this code in this case bears the number; NULL = a paper outside';
CREATE UNIQUE INDEX number_entry_one_number ON documents.number_entry (office, book, book_year, seq, seq_suffix);
CREATE INDEX number_entry_awaited ON documents.number_entry (office) WHERE case_id IS NOT NULL AND document IS NULL AND cancelled_at IS NULL;
CALL engine.protect('documents.number_entry');
REVOKE DELETE ON documents.number_entry FROM alokon_app;

CREATE FUNCTION documents.keep_number_entry() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF to_jsonb(NEW) - '{document,cancelled_at,cancelled_for}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{document,cancelled_at,cancelled_for}'::text[]
     OR OLD.document IS NOT NULL OR OLD.cancelled_at IS NOT NULL THEN
    RAISE EXCEPTION 'number % was written into its book and stays', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER entry_stays BEFORE UPDATE ON documents.number_entry FOR EACH ROW EXECUTE FUNCTION documents.keep_number_entry();

-- Nodes keep in memory which cases await a number. That one was borne they need not hear: whoever issues looks at the row itself.
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE OF cancelled_at ON documents.number_entry FOR EACH ROW EXECUTE FUNCTION documents.count_change();

-- What admins did to books and templates, in order.
CREATE TABLE documents.trail (
  office     integer     NOT NULL,
  seq        bigint      GENERATED ALWAYS AS IDENTITY,
  at         timestamptz NOT NULL,
  kind       text        NOT NULL CONSTRAINT trail_has_kind CHECK (kind <> ''),
  subject    text        NOT NULL,
  data       jsonb       NOT NULL,
  actor      uuid        NOT NULL,
  actor_name text        NOT NULL,
  PRIMARY KEY (office, seq)
);
CREATE INDEX trail_of_subject ON documents.trail (office, subject, seq);
CALL engine.protect_append_only('documents.trail');
