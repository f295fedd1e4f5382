#!/usr/bin/env bash
# Watches what callers hit after a deployment. CloudWatch lags: it goes on until the metrics show an invocation of its
# own at the end of the time, and fails when they never do, because no data is not health.
# env: FUNCTIONS       logical id and name of each function, as id=name separated by spaces
# env: ALIAS           alias that callers use
# env: WATCH_MINUTES   how long, at least 3
# env: ERROR_LIMIT     more errors than this fail
# env: THROTTLE_LIMIT  more throttles than this fail
# exit: 0 healthy, 1 not
set -euo pipefail
here=$(dirname "$0")

# In a comparison, a limit that is missing would count as "not reached".
for number in "$WATCH_MINUTES" "$ERROR_LIMIT" "$THROTTLE_LIMIT"; do
  [[ "$number" =~ ^[0-9]+$ ]] || { echo "::error::\"$number\" is no number: the table was not read." && exit 1; }
done
start=$(date +%s)
last=$start # when it was invoked last
rounds=$((WATCH_MINUTES * 2))
lag=10 # rounds of half a minute that CloudWatch may be late

"$here/invoke-functions.sh"
for ((round = 1; ; round++)); do
  sleep 30
  now=$(date +%s)
  # Waiting takes at least its time, also where the clock stands still.
  [ "$now" -ge $((start + round * 30)) ] || now=$((start + round * 30))
  if [ "$round" -eq "$rounds" ]; then
    last=$(date +%s)
    "$here/invoke-functions.sh"
  fi
  unseen=''
  for pair in $FUNCTIONS; do
    name=${pair#*=}
    # A minute to each side: the clocks of AWS and of this machine are not the same.
    end=$((now + 60))
    errors=$("$here/sum-metric.sh" Errors "$name" "$ALIAS" "$start" "$end")
    throttles=$("$here/sum-metric.sh" Throttles "$name" "$ALIAS" "$start" "$end")
    if [ "$errors" != none ] && [ "$errors" -gt "$ERROR_LIMIT" ]; then
      echo "::error::$name had $errors errors since the deployment; more than $ERROR_LIMIT end it."
      exit 1
    fi
    if [ "$throttles" != none ] && [ "$throttles" -gt "$THROTTLE_LIMIT" ]; then
      echo "::error::$name was throttled $throttles times since the deployment; more than $THROTTLE_LIMIT end it."
      exit 1
    fi
    # Whether the metrics have come is asked at the end only.
    [ "$round" -ge "$rounds" ] || continue
    invocations=$("$here/sum-metric.sh" Invocations "$name" "$ALIAS" $((last - 60)) "$end")
    if [ "$invocations" = none ] || [ "$invocations" -eq 0 ]; then unseen=$name; fi
  done
  if [ "$round" -ge "$rounds" ] && [ -z "$unseen" ]; then break; fi
  if [ "$round" -ge $((rounds + lag)) ]; then
    echo "::error::CloudWatch shows no invocation of $unseen at the end of the watch, though it was invoked then. No data is not health."
    exit 1
  fi
done
echo "Watched for $((round / 2)) min $((round % 2 * 30)) s: errors at most $ERROR_LIMIT, throttles at most $THROTTLE_LIMIT."
