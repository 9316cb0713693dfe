#!/usr/bin/env bash
# Makes the database and its two roles on a new PostgreSQL server: the owner, who makes tables
# (migrate), and the application, which only works in them and cannot touch the history.
#
# Run by the postgres image on an empty data folder; on a server of your own, once, by a superuser:
#   OWNER_PASSWORD_FILE=… APPLICATION_PASSWORD_FILE=… deploy/postgres/roles.sh
# How to reach the server stands in PGHOST, PGPORT, PGUSER.
set -euo pipefail

psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="${PGUSER:-${POSTGRES_USER:-postgres}}" \
  --dbname=postgres \
  --set=owner_password="$(cat "$OWNER_PASSWORD_FILE")" \
  --set=application_password="$(cat "$APPLICATION_PASSWORD_FILE")" <<'SQL'
CREATE ROLE outturn_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE outturn LOGIN PASSWORD :'application_password';
CREATE DATABASE outturn OWNER outturn_owner;
REVOKE ALL ON DATABASE outturn FROM PUBLIC;
-- TEMPORARY is missing on purpose: no table may hide another.
GRANT CONNECT ON DATABASE outturn TO outturn;
\connect outturn
GRANT USAGE, CREATE ON SCHEMA public TO outturn_owner;
GRANT USAGE ON SCHEMA public TO outturn;
-- TRUNCATE is missing on purpose: no event table may be emptied.
ALTER DEFAULT PRIVILEGES FOR ROLE outturn_owner
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO outturn;
ALTER DEFAULT PRIVILEGES FOR ROLE outturn_owner GRANT USAGE ON SEQUENCES TO outturn;
-- What a killed process waits for or holds is let go in seconds; what a frozen machine holds in the
-- middle of a transaction, after five minutes.
ALTER ROLE outturn SET client_connection_check_interval = '5s';
ALTER ROLE outturn_owner SET client_connection_check_interval = '5s';
ALTER ROLE outturn SET idle_in_transaction_session_timeout = '5min';
SQL
