#!/usr/bin/env bash
# Run once by the database's image, on an empty volume: makes the two logins and the database.
# POSTGRES_USER is a superuser, whom row-level security does not bind, so the application never uses it.
set -euo pipefail

: "${SALESLEADER_OWNER_PASSWORD:?}" "${SALESLEADER_APP_PASSWORD:?}"
psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres --file /etc/salesleader/roles.sql
