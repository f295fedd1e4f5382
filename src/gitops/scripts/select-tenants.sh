#!/usr/bin/env bash
# Makes the exact list of tenants that a person asked for, and its digest. What changes tenants needs that digest typed:
# the list must be the one that was seen.
# env: SELECTOR     "all", names, or patterns with * and ?; separated by spaces or commas
# env: TYPED        digest that a person typed; empty: none
# env: OPERATION    what will be done
# env: ENVIRONMENT  environment of the platform: who has no values for it is not in it
# env: TENANTS      folder that holds a folder for each tenant
# env: PATTERN      regular expression that the name of a tenant matches as a whole
# env: SHOW         "true": the list goes into the summary
# out: digest  of environment and list
# exit: 0 listed in bulk/list of the temporary folder, 1 refused
set -euo pipefail
# Ranges such as a-z must not take letters of other alphabets.
export LC_ALL=C

# What a person typed stays one short line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1:0:400}
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}

[[ "${#SELECTOR}" -le 65000 && "$SELECTOR" =~ ^[A-Za-z0-9_*?,\ -]+$ ]] ||
  fail "These are no tenants: write all, names, or patterns such as shop*, separated by spaces or commas. You wrote \"$SELECTOR\"."
[[ "$TYPED" =~ ^([0-9a-f]{64})?$ ]] || fail "\"$TYPED\" is no digest of a list. Copy the 64 digits from the summary of a run with operation plan."

mkdir -p "$RUNNER_TEMP/bulk"
list=$RUNNER_TEMP/bulk/list
# Of the two layouts one has a file for each environment; the other says in its values where it belongs.
node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" list "$list.json"
declare -A known=() chosen=()
while IFS= read -r name; do
  [[ ! -L "$TENANTS/$name" && "$name" =~ ^($PATTERN)$ && "$name" =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$ ]] || continue
  known[$name]=yes
done <<< "$(jq --raw-output --arg environment "$ENVIRONMENT" '.[] | select(.environments | index($environment)) | .tenant' "$list.json")"
read -r -a words <<< "${SELECTOR//,/ }"
[ "${#words[@]}" -gt 0 ] || fail 'No tenants are named. Write all, names, or patterns such as shop*.'
[ "${words[*]}" != all ] || words=('*')
for word in "${words[@]}"; do
  if [[ "$word" != *[*?]* ]]; then
    [ -n "${known[$word]:-}" ] || fail "There is no tenant \"$word\" with values for $ENVIRONMENT on main. Take it out of the list, or correct it."
    chosen[$word]=yes
    continue
  fi
  for name in "${!known[@]}"; do
    # shellcheck disable=SC2053 # a pattern is what it should be
    if [[ "$name" == $word ]]; then chosen[$name]=yes; fi
  done
done
[ "${#chosen[@]}" -gt 0 ] || fail "No tenant of $ENVIRONMENT is called like \"$SELECTOR\"."

printf '%s\n' "${!chosen[@]}" | sort > "$list"
digest=$({ echo "$ENVIRONMENT" && cat "$list"; } | sha256sum)
digest=${digest%% *}
echo "${#chosen[@]} tenants of $ENVIRONMENT; digest of the list: $digest."
if [ "$SHOW" = true ]; then
  printf '### %s: %s tenants of %s\n\nDigest of the list: \140%s\140\n\n    %s\n\n' "$OPERATION" "${#chosen[@]}" "$ENVIRONMENT" "$digest" "$(paste --serial --delimiters=' ' "$list")" >> "$GITHUB_STEP_SUMMARY"
fi
printf 'digest=%s\n' "$digest" >> "$GITHUB_OUTPUT"

case "$OPERATION" in validate | plan) exit 0 ;; esac
[ -n "$TYPED" ] || fail "$OPERATION changes tenants. Look at the list in the summary; if it is what you mean, start again with list_digest $digest."
[ "$TYPED" = "$digest" ] || fail "The digest that you typed is of another list: it has changed, or was of another environment. Look at the list in the summary; then start again with list_digest $digest."
