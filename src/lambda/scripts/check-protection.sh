#!/usr/bin/env bash
# Reads the GitHub environments that guard a deployment and refuses when a protection of the table is absent:
# GitHub creates an unknown environment without any protection on its first use.
# env: GH_TOKEN    token with actions: read
# env: PROTECTION  rows of the table between ";": name, reviewer teams ("-": none), minutes to wait, branches
# exit: 0 as the table says, 1 weaker
set -euo pipefail
here=$(dirname "$0")
problems=()

while read -r name reviewers minutes branches; do
  path="repos/$GITHUB_REPOSITORY/environments/$name"
  if ! environment=$("$here/github-api.sh" GET "$path"); then
    problems+=("\"$name\" does not exist. Create it as docs/bootstrap.md of the definitions says.")
    continue
  fi
  teams=$(jq --raw-output '[.protection_rules[]? | select(.type == "required_reviewers") | .reviewers[]?.reviewer | .slug // .login] | join(",")' <<< "$environment")
  if [ "$reviewers" != - ]; then
    for team in ${reviewers//,/ }; do
      [[ ",$teams," == *",$team,"* ]] || problems+=("\"$name\" does not ask team $team for a review (it asks: ${teams:-nobody}). Reviewers need a public repository or GitHub Enterprise; where the plan has none, use approval: pull-request.")
    done
    jq --exit-status 'any(.protection_rules[]?; .type == "required_reviewers" and .prevent_self_review)' <<< "$environment" > /dev/null ||
      problems+=("\"$name\" lets people approve their own run. Turn on \"Prevent self-review\".")
  fi
  wait=$(jq '[.protection_rules[]? | select(.type == "wait_timer") | .wait_timer] | max // 0' <<< "$environment")
  [ "$wait" -ge "$minutes" ] || problems+=("\"$name\" waits $wait minutes, the table says $minutes.")

  allowed=$("$here/github-api.sh" GET "$path/deployment-branch-policies" | jq --raw-output '[.branch_policies[]?.name] | sort | join(",")') || allowed=
  custom=$(jq '.deployment_branch_policy.custom_branch_policies // false' <<< "$environment")
  if [ "$custom" != true ] || [ "$allowed" != "$branches" ]; then
    problems+=("\"$name\" may be used from ${allowed:-any branch}, the table says $branches.")
  fi
done <<< "${PROTECTION//;/$'\n'}"

if [ "${#problems[@]}" -gt 0 ]; then
  printf '::error::GitHub environment %s\n' "${problems[@]}"
  exit 1
fi
echo "Every GitHub environment is protected as the table says."
