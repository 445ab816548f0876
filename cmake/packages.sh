#!/bin/sh
# Installs the named Debian packages that are missing: when root, by itself;
# else it says exactly what to run.
missing=
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
    grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "this is no Debian system; wanted are:$missing" >&2
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "missing packages; run: sudo apt-get install$missing" >&2
  exit 1
fi
echo "installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
       $missing; } >"$log" 2>&1; then
  cat "$log" >&2
  rm -f "$log"
  exit 1
fi
rm -f "$log"
