#!/usr/bin/env bash
# Shows the coverage of each service and in sum, and enforces the floor by itself, apart from the tests.
# env: FLOOR    lowest percentage of lines and branches that passes, for each service and in sum
# env: MODE     block: below the floor fails; report: it is told
# env: REPORTS  folder with a coverage report in JSON for each service
# exit: 0 passed, 1 below the floor, 2 no report, or one that cannot be read
set -euo pipefail
shopt -s nullglob

files=("$REPORTS"/*.json)
if [ "${#files[@]}" = 0 ]; then
  echo "::error::There is no coverage report: the tests did not get as far. Their job says why."
  exit 2
fi

[[ "$FLOOR" =~ ^[0-9]+([.][0-9]+)?$ ]] || {
  echo "::error::\"$FLOOR\" is no floor. Correct it in the definition."
  exit 2
}

# One that cannot be read must not drop out of the sum.
rows=''
for report in "${files[@]}"; do
  row=$(jq --compact-output --arg name "$(basename "$report" .json)" '.totals | objects | {name: $name,
    covered: (.covered_lines + (.covered_branches // 0)), all: (.num_statements + (.num_branches // 0)), missing: .missing_lines}' "$report") &&
    [ -n "$row" ] || {
    echo "::error::${report##*/} is no coverage report. Run the tests again."
    exit 2
  }
  rows+=$row$'\n'
done
# Where nothing was measured, nothing is covered.
rows=$(jq --slurp --compact-output 'sort_by(.name)
  | if length > 1 then . + [{name: "in sum", covered: (map(.covered) | add), all: (map(.all) | add), missing: (map(.missing) | add)}] else . end
  | map(. + {percent: (if .all == 0 then 0 else (.covered * 10000 / .all | floor / 100) end)})' <<< "$rows")

{
  printf '### Coverage (floor %s %%)\n\n| | Covered | Lines missed | |\n| --- | ---: | ---: | --- |\n' "$FLOOR"
  jq --raw-output --argjson floor "$FLOOR" '.[] | "| \(.name) | \(.percent) % | \(.missing) | \(if .percent >= $floor then "passed" else "**below the floor**" end) |"' <<< "$rows"
  printf '\n'
} | tee --append "$GITHUB_STEP_SUMMARY"

below=$(jq --raw-output --argjson floor "$FLOOR" '[.[] | select(.percent < $floor) | "\(.name) (\(.percent) %)"] | join(", ")' <<< "$rows")
[ -n "$below" ] || exit 0
if [ "$MODE" = report ]; then
  echo "::warning::Below the floor of $FLOOR %: $below. The definition only reports it."
else
  echo "::error::Below the floor of $FLOOR %: $below. Test what the report of the tests lists as missing."
  exit 1
fi
