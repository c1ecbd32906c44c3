#!/usr/bin/env bash
# Runs databases.sql with the passwords in /run/secrets; the image of PostgreSQL calls it when its
# volume is empty. BERTH_SECRETS and BERTH_DATABASES_SQL lead elsewhere.
set -euo pipefail

secrets=${BERTH_SECRETS:-/run/secrets}
for service in did pay callback; do
  for role in owner app; do
    name=${service}_${role}_password
    declare -x "${name^^}=$(<"$secrets/${name//_/-}")"
  done
done
PGHOST= PGHOSTADDR= psql -v ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --file "${BERTH_DATABASES_SQL:-/opt/berth/databases.sql}"
