#!/usr/bin/env bash
# Reads what a merged pull request asks for, and refuses what it may not say.
# env: REQUEST  JSON file of the repository: one object, such as {"sit_version": "v12-1a2b3c4-0123456789ab"}
# env: FIELDS   rows between ";": name, "must" or "may", type (string, choice or boolean)
# out: each field; what is left out is empty, a boolean "false"
# exit: 0 read, 1 refused
set -euo pipefail

# What a person wrote stays one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error file=$REQUEST::${text//$'\n'/%0A}"
  exit 1
}

[ -f "$REQUEST" ] || fail "$REQUEST is gone, so nothing is asked for. Bring it back in the next pull request that asks for something."
asked=$(jq --compact-output --slurp 'if length == 1 and (.[0] | type) == "object" then .[0] else error("not one object") end' "$REQUEST" 2> /dev/null) ||
  fail "$REQUEST is not one JSON object. Write it like {\"reason\": \"what happened and who decided\"}."

names=()
while read -r name need type; do
  names+=("$name")
  [ "$type" != boolean ] || type='boolean, without quotes'
  fault=$(jq --raw-output --arg name "$name" --arg need "$need" --arg type "${type%%,*}" '
    .[$name] as $value
    | if $value == null or $value == "" then (if $need == "must" then "is missing" else empty end)
      elif $type == "boolean" then (if ($value | type) == "boolean" then empty else "is no boolean" end)
      elif ($value | type) != "string" then "is no text"
      elif ($value | test("[[:cntrl:]]")) then "has more than one line"
      elif ($value | length) > 500 then "is longer than 500 letters"
      else empty end' <<< "$asked")
  [ -z "$fault" ] || fail "\"$name\" $fault in $REQUEST. Ask again with a pull request that gives it as a $type."
  value=$(jq --raw-output --arg name "$name" --arg type "${type%%,*}" '.[$name] // (if $type == "boolean" then false else "" end)' <<< "$asked")
  printf '%s=%s\n' "$name" "$value" >> "$GITHUB_OUTPUT"
done <<< "${FIELDS//;/$'\n'}"

unknown=$(jq --raw-output --arg names "${names[*]}" 'keys - ($names | split(" ")) | join(", ")' <<< "$asked")
[ -z "$unknown" ] || fail "$REQUEST says $unknown, which means nothing here. It may say ${names[*]}."
