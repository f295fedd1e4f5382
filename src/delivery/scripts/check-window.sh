#!/usr/bin/env bash
# Refuses a deployment outside the maintenance windows, or with too little left of one; prints the next window.
# env: WINDOWS       rows between ";": day (1 Monday to 7 Sunday), start, end; an end before the start is on the next day
# env: TIMEZONE      IANA zone of the windows
# env: ZONE_LABEL    what people call it
# env: RESERVE       minutes that must be left
# env: ENFORCE       "false": only tell, so that approvals can be collected; anything else: refuse
# env: EMERGENCY     "true": told, never refused
# exit: 0 inside, told only, or an emergency; 1 outside, or the table is wrong
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

[ -f "/usr/share/zoneinfo/$TIMEZONE" ] || fail "\"$TIMEZONE\" is no time zone of this runner. Correct it in the platform table."
[[ "$RESERVE" =~ ^[0-9]+$ ]] || fail "\"$RESERVE\" is no number of minutes. Correct it in the platform table."
export TZ=$TIMEZONE
now=$(date +%s)
today=$(date --date="@$now" +%F)
# Noon is there on every day, also where the clock changes.
mapfile -t days < <(printf "$today %s days 12:00\n" {-1..8} | date --file=- '+%u %F')
open_until='' next=''

# A time that the change to summer leaves out is read an hour later.
at() { date --date="$1 $2" +%s 2> /dev/null || date --date="$1 $(((10#${2%:*} + 1) % 24)):${2#*:}" +%s; }

while read -r weekday from to; do
  [[ "$weekday $from $to" =~ ^[1-7](\ ([01][0-9]|2[0-3]):[0-5][0-9]){2}$ ]] ||
    fail "\"$weekday $from $to\" is no maintenance window. Correct it in the platform table."
  for i in {0..8}; do
    [ "${days[i]% *}" = "$weekday" ] || continue
    start=$(at "${days[i]#* }" "$from")
    [[ "$to" > "$from" ]] && end=$(at "${days[i]#* }" "$to") || end=$(at "${days[i + 1]#* }" "$to")
    if [ "$now" -ge "$start" ] && [ "$now" -le $((end - RESERVE * 60)) ]; then open_until=$end; fi
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
elif [ "$ENFORCE" = false ]; then
  echo "::notice::$told Approvals can be collected now; the window is enforced after them."
else
  echo "::error::$told Let it start inside a window, or ask for it as an emergency with the incident's ticket."
  exit 1
fi
