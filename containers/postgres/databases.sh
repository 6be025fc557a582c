#!/bin/sh
# Makes the platform's database and its role, and a role for tests; PostgreSQL's image runs it once, on new data.
# No superuser: the platform owns its database and nothing else, the tests own the databases that they make.
set -eu

secrets=${SECRETS:-/run/secrets}

psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    -v password="$(cat "$secrets/database_password")" \
    -v test_password="$(cat "$secrets/test_database_password")" <<'END'
CREATE ROLE p2p LOGIN PASSWORD :'password';
CREATE DATABASE p2p OWNER p2p TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE ALL ON DATABASE p2p FROM PUBLIC;
CREATE ROLE p2p_test LOGIN CREATEDB PASSWORD :'test_password';
END
