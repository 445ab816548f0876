#!/bin/sh
# Runs the main job on the bundled devices: evidence in, one ranked cause out.
tool=$1
data=$(dirname "$0")/data
for device in cipher-policy winhttp-proxy stale-credential blocked-by-policy healthy; do
  echo
  echo "=== od0x8004 diagnose examples/data/$device --code 0x8004de40"
  "$tool" diagnose "$data/$device" --code 0x8004de40
  status=$?
  echo "=== exit status $status"
  # 0, 1 and 6 are answers; anything else is a failure of the demo
  case $status in 0 | 1 | 6) ;; *) exit 1 ;; esac
done
