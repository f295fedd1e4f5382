#!/usr/bin/env bash
# Tells which part of the tenants it is the turn of. A period has as many parts as the schedule starts runs in it, and each
# run takes the part of the newest start that the schedule has had. Nothing has to be remembered.
# env: SCHEDULE  cron in UTC: five fields
# env: PERIOD    hours of a period; the first began with 1970
# exit: 0 printed: number of the part from 0, and how many there are
set -euo pipefail

jq --null-input --raw-output --arg schedule "$SCHEDULE" --argjson hours "$PERIOD" --argjson now "$(date --utc +%s)" '
  def numbers($from; $to): [split(",")[] | capture("^(?<a>[*]|[0-9]+)(-(?<b>[0-9]+))?(/(?<step>[0-9]+))?$")
    | (if .a == "*" then $from else .a | tonumber end) as $first
    | (if .b then .b | tonumber elif .a == "*" or .step then $to else $first end) as $last
    | range($first; $last + 1; .step // "1" | tonumber)] | unique;
  ($schedule | split(" ") | map(select(. != ""))) as [$minute, $hour, $date, $month, $day]
  | ($minute | numbers(0; 59)) as $minutes | ($hour | numbers(0; 23)) as $of_day | ($month | numbers(1; 12)) as $months
  | ($date | numbers(1; 31)) as $dates | ($day | numbers(0; 6)) as $days
  # Where a date and a day of the week are told, either will do.
  | any($date, $day; startswith("*")) as $both
  | def has_day: [(.[2] as $it | $dates | index($it) != null), (.[6] as $it | $days | index($it) != null)]
      | if $both then all else any end;
  def fits: gmtime | has_day and (.[3] as $it | $of_day | index($it) != null) and (.[1] as $it | $months | index($it + 1) != null);
  ($hours * 3600) as $period
  | def starts($from): [range($from; $from + $period; 3600) | select(fits) | . + $minutes[] * 60];
  ($now - $now % $period) as $from
  | starts($from) as $all | ($all | map(select(. <= $now)) | length) as $past
  # GitHub may be so late that the turn is that of the last start of the period before.
  | if $past > 0 then "\($past - 1) \($all | length)" else starts($from - $period) | "\(length - 1) \(length)" end'
