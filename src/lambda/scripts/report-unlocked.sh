#!/usr/bin/env bash
# Tells which requirements are not locked by a hash: such a build may differ on another day.
# env: REQUIREMENTS  requirement files of the functions, one on each line
# exit: 0 always; it reports
set -euo pipefail

while IFS= read -r file; do
  [ -f "$file" ] || continue
  # A requirement is locked when a --hash follows before the next one begins.
  unlocked=$(sed -e 's/\r$//' -e 's/\(^\|[[:space:]]\)#.*//' -e ':a' -e '/\\$/{N;s/\r$//;s/\\\n/ /;ba' -e '}' "$file" |
    sed -E 's/^[[:space:]]+|[[:space:]]+$//g' | grep -E '^([A-Za-z0-9./]|-e|--editable)' | grep -v -- '--hash=' || true)
  [ -n "$unlocked" ] || continue
  count=$(wc -l <<< "$unlocked")
  echo "::warning file=$file::$count of its requirements have no hash, so the same source can build to another digest. Lock them: uv pip compile --generate-hashes"
  {
    printf '### Unlocked requirements in %s\n\n' "$file"
    awk '{ print "- " $0 }' <<< "$unlocked"
  } >> "$GITHUB_STEP_SUMMARY"
done <<< "$REQUIREMENTS"
