#!/usr/bin/env bash
# Chooses the tenants of this run: by a schedule those whose turn it is, by hand those that a person names. Cuts them into
# jobs that end before their credentials do. All that can be is written to chosen.json, too, so that nothing gets lost.
# env: ENVIRONMENT   environment that a person chose; "all" or empty: each
# env: ENVIRONMENTS  all of the platform, separated by spaces
# env: PATTERN       names of tenants that a person wants, where * is any text
# env: NAMES         regular expression that the name of a tenant matches as a whole
# env: TENANTS       folder that holds a folder for each tenant
# env: SCHEDULE      cron in UTC: five fields
# env: PERIOD        hours in which each tenant is looked at once
# env: SIZE          how many tenants a job looks at
# env: CHOSEN        file that is written
# out: shards  JSON for a matrix: environment, number, and tenants separated by spaces
# exit: 0 chosen, 1 refused
set -euo pipefail
here=$(dirname "$0")

# What a person typed stays one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}

export LC_ALL=C
wanted=$ENVIRONMENT
case "$wanted" in '' | all) wanted=$ENVIRONMENTS ;; esac
[[ "$wanted" = "$ENVIRONMENTS" || "$wanted" =~ ^[a-z0-9-]+$ && " $ENVIRONMENTS " == *" $wanted "* ]] ||
  fail "There is no environment \"$ENVIRONMENT\". Write one of: $ENVIRONMENTS, all."
[[ "$PATTERN" =~ ^[A-Za-z0-9_*-]{1,100}$ ]] ||
  fail "\"$PATTERN\" is no pattern of names. Write letters, digits, - and _, and * for any text, such as acme*."
slot='0 1'
[ "$GITHUB_EVENT_NAME" != schedule ] || slot=$("$here/find-slot.sh")

mkdir -p "$(dirname "$CHOSEN")"
node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" list "$CHOSEN.list"
jq --compact-output --arg environments "$wanted" --arg pattern "$PATTERN" --arg names "$NAMES" --arg slot "$slot" '
  # The same in every run, spread evenly, and another one for each environment.
  def hash: explode | reduce .[] as $letter (7; (. * 31 + $letter) % 2147483647);
  ($slot | split(" ") | map(tonumber)) as [$turn, $turns]
  | ($environments | split(" ") | map({name: ., hash: hash})) as $all
  | ($pattern | gsub("[*]"; ".*")) as $wanted
  | map(. as {$tenant, environments: $has} | ($tenant | hash) as $hash
    | ($tenant | test("\\A(\($names))\\z") and test("\\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\\z")) as $legal
    | ($legal and ($tenant | test("\\A\($wanted)\\z"))) as $meant
    | $all[] | select(.name as $it | $has | index($it))
    | {tenant: $tenant, legal: $legal, environment: .name, chosen: ($meant and ($hash + .hash) % $turns == $turn)})' \
  "$CHOSEN.list" > "$CHOSEN"
rm "$CHOSEN.list"
jq --raw-output 'map(select(.legal | not) | .tenant) | unique[] | @json | gsub("%"; "%25")
  | "::warning::Not looked at: folder \(.) has no name that a tenant may have. Rename it."' "$CHOSEN"

jq --compact-output --argjson size "$SIZE" '
  map(select(.chosen)) | group_by(.environment) | map(map(.tenant) as $all | .[0].environment as $environment
    | range(0; length; $size) | {environment: $environment, number: (. / $size + 1), tenants: ($all[.:. + $size] | join(" "))})' \
  "$CHOSEN" > "$CHOSEN.shards"
jobs=$(jq length "$CHOSEN.shards")
# A matrix ends at 256 jobs.
[ "$jobs" -le 256 ] ||
  fail "That would be $jobs jobs of $SIZE tenants, and a run has no more than 256. By hand, choose an environment or a narrower pattern; in the definition, raise drift.periodHours or let drift.schedule start more often."
jq --raw-output '(map(select(.chosen)) | length) as $count | "\($count) tenants are looked at, of \(length) in these environments."' "$CHOSEN"
printf 'shards=%s\n' "$(< "$CHOSEN.shards")" >> "$GITHUB_OUTPUT"
rm "$CHOSEN.shards"
