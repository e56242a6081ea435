#!/usr/bin/env bash
# Makes docs/picture.png, the picture of the README: a session of the shipped course as a reader sees it.
# Usage: docs/picture.sh [SEODANG]    needs Chromium (CHROME names another browser)
set -euo pipefail
cd "$(dirname "$0")/.."
seodang=${1:-target/release/seodang}
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
SEODANG_CACHE_DIR="$site/cache" "$seodang" build -o "$site/public" >/dev/null
"${CHROME:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
  --window-size=1280,820 --virtual-time-budget=4000 --user-data-dir="$site/profile" \
  --screenshot="$PWD/docs/picture.png" "file://$site/public/week_01/day1/session_1.html" 2>/dev/null
