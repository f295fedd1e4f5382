#!/usr/bin/env bash
# Tells which requirements are not locked by a hash: such a build may differ on another day.
# env: REQUIREMENTS  requirement files of the functions, separated by spaces
# exit: 0 always; it reports
set -euo pipefail

for file in $REQUIREMENTS; do
  [ -f "$file" ] || continue
  # A requirement is locked when a --hash follows before the next one begins.
  unlocked=$(sed -e 's/[[:space:]]*#.*//' -e ':a' -e '/\\$/{N;s/\\\n/ /;ba' -e '}' "$file" | grep -E '^[A-Za-z0-9]' | grep -v -- '--hash=' || true)
  [ -n "$unlocked" ] || continue
  count=$(wc -l <<< "$unlocked")
  echo "::warning file=$file::$count of its requirements have no hash, so the same source can build to another digest. Lock them: uv pip compile --generate-hashes"
  {
    printf '### Unlocked requirements in %s\n\n' "$file"
    awk '{ print "- " $0 }' <<< "$unlocked"
  } >> "$GITHUB_STEP_SUMMARY"
done
