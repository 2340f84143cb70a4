#!/bin/bash
# Run once by the database's image: the role Alokon signs in with is no superuser, so that row-level security binds it.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$ALOKON_DATABASE_PASSWORD" -U postgres <<'SQL'
CREATE ROLE alokon LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS CREATEROLE PASSWORD :'password';
CREATE DATABASE alokon OWNER alokon;
SQL
