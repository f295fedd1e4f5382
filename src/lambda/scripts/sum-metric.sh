#!/usr/bin/env bash
# Prints the sum of a Lambda metric of what callers hit, or "none" when CloudWatch has no data: no data is not zero.
# usage: sum-metric.sh METRIC FUNCTION ALIAS START END   (times in seconds since 1970)
# exit: 0 printed, other: CloudWatch could not be asked
set -euo pipefail

period=60
[ $(($5 - $4)) -le 10800 ] || period=300
aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name "$1" \
  --dimensions "Name=FunctionName,Value=$2" "Name=Resource,Value=$2:$3" \
  --start-time "$(date --utc --date="@$4" +%FT%TZ)" --end-time "$(date --utc --date="@$5" +%FT%TZ)" \
  --period "$period" --statistics Sum --output json |
  jq --raw-output '[.Datapoints[].Sum] | if length == 0 then "none" else (add | floor) end'
