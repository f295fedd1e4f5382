#!/usr/bin/env bash
# Ends what a runner started when the runner itself is gone, however it went: its end closes the input of this script.
# Reads lines "+ GROUP" and "- GROUP" about process groups that began and ended.
set -u

declare -A groups=()
while read -r sign group; do
  if [ "$sign" = + ]; then groups[$group]=1; else unset "groups[$group]"; fi
done
for group in "${!groups[@]}"; do
  kill -KILL -- "-$group" 2>/dev/null || true # it may have ended by itself
done
