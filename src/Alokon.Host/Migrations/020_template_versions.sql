-- An office edits its templates: every version that was in force is on record with who made it and why, a draft waits beside it, and what
-- came with the last release is kept, to be offered and restored.

CREATE TABLE documents.template_version (
  office     integer     NOT NULL,
  code       text        NOT NULL,
  edition    text        NOT NULL,
  version    integer     NOT NULL CONSTRAINT template_version_counts_from_one CHECK (version > 0),
  hash       text        NOT NULL,
  source     text        NOT NULL CONSTRAINT template_version_source_known CHECK (source IN ('shipped', 'edited')),
  note       text        NOT NULL,
  made_at    timestamptz NOT NULL,
  maker      uuid        NOT NULL,
  maker_name text        NOT NULL,
  PRIMARY KEY (office, code, edition, version)
);
CALL engine.protect_append_only('documents.template_version');

CREATE TABLE documents.template_draft (
  office     integer     NOT NULL,
  code       text        NOT NULL,
  edition    text        NOT NULL,
  revision   integer     NOT NULL CONSTRAINT template_draft_counts_from_one CHECK (revision > 0),
  body       text        NOT NULL,
  style      text        NOT NULL,
  saved_at   timestamptz NOT NULL,
  saver_name text        NOT NULL,
  PRIMARY KEY (office, code, edition)
);
CALL engine.protect('documents.template_draft');

CREATE TABLE documents.template_shipped (
  office     integer     NOT NULL,
  code       text        NOT NULL,
  edition    text        NOT NULL,
  hash       text        NOT NULL,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (office, code, edition)
);
CALL engine.protect('documents.template_shipped');

-- Until now every template came with a release.
ALTER TABLE documents.template NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.template_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.template_shipped NO FORCE ROW LEVEL SECURITY;

INSERT INTO documents.template_version (office, code, edition, version, hash, source, note, made_at, maker, maker_name)
SELECT office, code, edition, row_number() OVER (PARTITION BY office, code, edition ORDER BY is_current, loaded_at, hash), hash, 'shipped', 'Bawaan Alokon', loaded_at,
       '00000000-0000-0000-0000-000000000000', 'Sistem'
FROM documents.template;

INSERT INTO documents.template_shipped (office, code, edition, hash, arrived_at)
SELECT office, code, edition, hash, loaded_at
FROM documents.template
WHERE is_current;

ALTER TABLE documents.template FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.template_version FORCE ROW LEVEL SECURITY;
ALTER TABLE documents.template_shipped FORCE ROW LEVEL SECURITY;
