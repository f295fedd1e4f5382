#!/usr/bin/env bash
# Refuses a deployment outside the maintenance windows, or with too little left of one; prints the next window.
# env: WINDOWS       rows between ";": day (1 Monday to 7 Sunday), start, end; an end before the start is on the next day
# env: TIMEZONE      IANA zone of the windows
# env: ZONE_LABEL    what people call it
# env: RESERVE       minutes that must be left
# env: ENFORCE       "true": refuse; "false": only tell, so that approvals can be collected
# env: EMERGENCY     "true": told, never refused
# exit: 0 inside, told only, or an emergency; 1 outside
set -euo pipefail
export TZ=$TIMEZONE
now=$(date +%s)
open_until='' next=''

while read -r weekday from to; do
  for offset in -7 0 7; do
    day=$(date --date="@$now" +%u)
    date_of=$(date --date="$(date --date="@$now" +%F) $((weekday - day + offset)) days" +%F)
    start=$(date --date="$date_of $from" +%s)
    end=$(date --date="$date_of $to" +%s)
    [ "$end" -gt "$start" ] || end=$(date --date="$date_of $to 1 day" +%s)
    if [ "$now" -ge "$start" ] && [ "$now" -lt $((end - RESERVE * 60)) ]; then open_until=$end; fi
    if [ "$start" -gt "$now" ] && { [ -z "$next" ] || [ "$start" -lt "$next" ]; }; then next=$start; fi
  done
done <<< "${WINDOWS//;/$'\n'}"

if [ -n "$open_until" ]; then
  echo "The maintenance window is open until $(date --date="@$open_until" '+%a %H:%M') $ZONE_LABEL."
  exit 0
fi
told="No maintenance window is open for the $RESERVE minutes that a deployment needs. The next one starts $(date --date="@$next" '+%a %d %b %H:%M') $ZONE_LABEL."
if [ "$EMERGENCY" = true ]; then
  echo "::warning::$told This is an emergency, so the deployment goes on."
elif [ "$ENFORCE" = true ]; then
  echo "::error::$told Approve the run so that it starts inside a window, or start it as an emergency with the incident's ticket."
  exit 1
else
  echo "::notice::$told Approvals can be collected now; the window is enforced after them."
fi
