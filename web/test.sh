#!/bin/sh
# Tests the built page in Debian's Chromium, opened from the disk as people open it. web/build.sh makes what is tested.
#   sh web/test.sh             all tests
#   sh web/test.sh folder      those of one file
# GONGKAI_PICTURES=DIR keeps pictures of every view there (never in the repository).
set -eu
cd "$(dirname "$0")"
browser="${GONGKAI_CHROMIUM:-/usr/bin/chromium}"
[ -x "$browser" ] || { echo "no Chromium: sh .ci/install chromium fonts-noto-cjk, or name one in GONGKAI_CHROMIUM" >&2; exit 2; }
[ -d node_modules ] || npm ci --no-audit --no-fund
[ -f dist/gongkai.html ] || sh build.sh
npx tsc --noEmit
if [ $# -gt 0 ]; then set -- "tests/$1.test.mjs"; else set -- tests/*.test.mjs; fi
exec node --test --test-concurrency=1 "$@"
