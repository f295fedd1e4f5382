#!/usr/bin/env bash
# Refuses a promotion when the version was not stable, or not used, where it runs now.
# env: FUNCTIONS    logical id and name of each function, as id=name separated by spaces
# env: ALIAS        alias that callers use
# env: HOURS        how far back to look; 0: only whether it was used
# env: ERROR_LIMIT  this many errors refuse
# env: SINCE        when this version was deployed, in seconds since 1970
# exit: 0 stable, 1 refused
set -euo pipefail
here=$(dirname "$0")

# In a comparison, a limit that is missing would count as "not reached".
for number in "$HOURS" "$ERROR_LIMIT" "$SINCE"; do
  [[ "$number" =~ ^[0-9]+$ ]] || { echo "::error::\"$number\" is no number: the table or the stack was not read." && exit 1; }
done
now=$(date +%s)
start=$((now - HOURS * 3600))
[ "$start" -ge "$SINCE" ] || start=$SINCE
refused=0

for pair in $FUNCTIONS; do
  name=${pair#*=}
  invocations=$("$here/sum-metric.sh" Invocations "$name" "$ALIAS" "$SINCE" "$now")
  if [ "$invocations" = none ] || [ "$invocations" -eq 0 ]; then
    echo "::error::$name was not invoked since this version was deployed. No data is not health: let it be used, then start again."
    refused=1
  fi
  if [ "$HOURS" -eq 0 ]; then continue; fi
  errors=$("$here/sum-metric.sh" Errors "$name" "$ALIAS" "$start" "$now")
  throttles=$("$here/sum-metric.sh" Throttles "$name" "$ALIAS" "$start" "$now")
  echo "$name: $invocations invocations since it was deployed; $errors errors and $throttles throttles in the last $HOURS h."
  if [ "$errors" != none ] && [ "$errors" -ge "$ERROR_LIMIT" ]; then
    echo "::error::$name had $errors errors in the last $HOURS h; $ERROR_LIMIT or more refuse a promotion. Read its log group, mend it, deploy again."
    refused=1
  fi
  if [ "$throttles" != none ] && [ "$throttles" -gt 0 ]; then
    echo "::error::$name was throttled $throttles times in the last $HOURS h. Raise its concurrency before it meets more traffic."
    refused=1
  fi
done
exit "$refused"
