#!/bin/sh
# Makes the secrets of compose.yaml, once; an existing secret is left alone.
set -eu
map=$(dirname "$0")/geheim
umask 077
mkdir -p "$map"
[ -s "$map/geheim" ] || openssl rand -base64 48 | tr -d '\n' >"$map/geheim"
[ -s "$map/databasewachtwoord" ] || openssl rand -hex 24 | tr -d '\n' >"$map/databasewachtwoord"
[ -s "$map/database" ] || printf 'postgresql://vindplaats:%s@database:5432/vindplaats' "$(cat "$map/databasewachtwoord")" >"$map/database"
# the containers read them as another user than you
chmod 0644 "$map/geheim" "$map/database" "$map/databasewachtwoord"
chmod 0711 "$map"
echo "De geheimen staan in $map. Bewaar een kopie op een veilige plek."
