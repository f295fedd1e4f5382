#!/usr/bin/env bash
# Prints the sum of a Lambda metric of what callers hit, or "none" when CloudWatch has no data: no data is not zero.
# usage: sum-metric.sh METRIC FUNCTION ALIAS START END   (times in seconds since 1970)
# exit: 0 printed, other: CloudWatch could not be asked
set -euo pipefail

# CloudWatch gives at most 1440 points, and keeps minutes for 15 days, 5 minutes for 63, hours for longer.
length=$(($5 - $4)) unit=60
[ "$length" -le 10800 ] || unit=300
[ "$length" -le 5400000 ] || unit=3600
period=$((unit * ((length - 1) / (1440 * unit) + 1)))
sum=$(aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name "$1" \
  --dimensions "Name=FunctionName,Value=$2" "Name=Resource,Value=$2:$3" \
  --start-time "$4" --end-time "$5" \
  --period "$period" --statistics Sum --query "Datapoints && floor(sum(Datapoints[].Sum)) || 'none'" --output text)
# In a comparison, what is no number would count as "not reached".
if ! [[ "$sum" =~ ^(none|[0-9]+)$ ]]; then
  echo "::error::CloudWatch told \"$sum\" for $1 of $2, which is no number." >&2
  exit 1
fi
echo "$sum"
