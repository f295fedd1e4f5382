#!/usr/bin/env bash
# Ends what a runner started when the runner itself is gone, however it went: its end closes the input of this script.
# Reads lines "= ID" about jobs that are about to start a process, "+ GROUP" and "- GROUP" about process groups that began
# and ended. All processes of a job have its ID as RUNNER_TRACKING_ID: so are those found that went into groups of their
# own, and those of which the runner did not live to tell the group.
# exit: 0 all that could be found has ended
set -euo pipefail

declare -A groups=() jobs=()
while read -r sign name; do
  case "$sign" in
    =) jobs["RUNNER_TRACKING_ID=$name"]=1 ;;
    +) groups[$name]=1 ;;
    -) unset "groups[$name]" ;;
  esac
done

for group in "${!groups[@]}"; do
  kill -KILL -- "-$group" 2>/dev/null || true # it may have ended by itself
done

[ "${#jobs[@]}" -gt 0 ] || exit 0
wanted="$(printf '%s\n' "${!jobs[@]}")"
# A process may start another one while it is looked for, so this goes on until there is none.
for _ in {1..20}; do
  found="$(grep -lzxFs -e "$wanted" /proc/[0-9]*/environ || true)"
  [ -n "$found" ] || break
  while IFS=/ read -r _ _ process _; do kill -KILL "$process" 2>/dev/null || true; done <<< "$found"
done
