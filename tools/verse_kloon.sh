#!/usr/bin/env bash
# As a new user: clone what is committed into an empty folder and give the two commands of the README. By hand, before
# a release:  tools/verse_kloon.sh [FOLDER]   (VERSE_KLOON_TESTS=nee leaves out the suite)
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
MAP=${1:-$(mktemp -d)/vindplaats}
for naam in $(env | grep -o '^VINDPLAATS_[A-Z_]*' || true); do unset "$naam"; done

git clone --quiet "$ROOT" "$MAP"
cd "$MAP"
START=./vindplaats

echo "== eerste start (in $MAP)"
SECONDS=0
"$START" demo --no-serve
echo "klaar na $SECONDS s"

echo "== tweede start, met server"
POORT=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
SECONDS=0
"$START" demo --port "$POORT" >demo.log 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
  grep -q "De demo draait" demo.log && break
  kill -0 "$demo" 2>/dev/null || break
  sleep 0.25
done
echo "draait na $SECONDS s"
cat demo.log
.venv/bin/python - "$POORT" <<'PY'
import http.client, sys
for pad in ("/gezond/", "/", "/hulp/"):
    verbinding = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
    verbinding.request("GET", pad)
    status = verbinding.getresponse().status
    print(pad, status)
    if status >= 400:
        sys.exit(f"{pad} geeft {status}")
PY
kill "$demo"
wait "$demo" || true
trap - EXIT

if [ "${VERSE_KLOON_TESTS:-ja}" = ja ]; then
  echo "== tests"
  SECONDS=0
  "$START" test -q
  echo "klaar na $SECONDS s"
fi
git status --short | head
