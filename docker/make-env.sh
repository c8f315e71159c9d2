#!/usr/bin/env bash
# Writes .env with new passwords beside docker-compose.yml; three lines in it are yours to change.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -e .env ]; then
    echo ".env is there already; it is left as it is." >&2
    exit 1
fi

secret() { head -c 30 /dev/urandom | base64 | tr -d '\n' | tr '+/' '-_'; }

umask 077
while IFS= read -r line; do
    if [[ $line == *=generated ]]; then line="${line%generated}$(secret)"; fi
    printf '%s\n' "$line"
done <docker/env.example >.env
echo "Wrote .env. Now set BASE_URL, EMAIL_URL and FROM_EMAIL in it."
