#!/usr/bin/env bash
# Reads the GitHub environments that guard a deployment and refuses when a protection of the table is absent:
# GitHub creates an unknown environment without any protection on its first use.
# env: GH_TOKEN    token with actions: read
# env: PROTECTION  rows of the table between ";": name, reviewer teams ("-": none), minutes to wait, branches
# exit: 0 as the table says, 1 weaker, or it could not be read
set -euo pipefail
here=$(dirname "$0")
problems=() rows=()
problem() { problems+=("\"$name\" $1"); }
among() { [[ ",$2," == *",$1,"* ]]; }
answers=$(mktemp)
trap 'rm -f "$answers" "$answers.facts"' EXIT

while read -r name reviewers minutes branches; do
  [ -n "$branches" ] || { problem 'has no whole row in the table.' && continue; }
  path="repos/$GITHUB_REPOSITORY/environments/$name"
  code=0
  "$here/github-api.sh" GET "$path" >> "$answers" || code=$?
  case "$code" in
    0) ;;
    4) problem 'does not exist. Create it as docs/bootstrap.md of the definitions says.' && continue ;;
    *) problem 'could not be read; the line above says why.' && continue ;;
  esac
  "$here/github-api.sh" GET "$path/deployment-branch-policies" >> "$answers" || echo null >> "$answers"
  rows+=("$name $reviewers $minutes $branches")
done <<< "${PROTECTION//;/$'\n'}"

# Three lines for each environment; a person is no team, even when called like one.
jq --slurp --raw-output '
  . as $all | range(0; length; 2) | $all[.] as $is | $all[. + 1] as $policies
  | if $is.name == null then error("no environment") else . end
  | def rules($type): [$is.protection_rules[]? | select(.type == $type)];
  rules("required_reviewers") as $reviews
  | "\($reviews | any(.prevent_self_review)) \($is.can_admins_bypass == false) \(rules("wait_timer") | map(.wait_timer) | max // 0)",
    ([$reviews[].reviewers[]? | if .type == "Team" then .reviewer.slug else "person:" + .reviewer.login end] | join(",")),
    ($is.deployment_branch_policy | if . == null then "any branch" elif .custom_branch_policies | not then "every protected branch"
      elif $policies == null then "what could not be read"
      else $policies.branch_policies | map(if .type == "tag" then "tag " + .name else .name end) | sort | join(",") end)
  ' "$answers" > "$answers.facts" || { echo "::error::GitHub gave no readable answer about its environments, so nothing is known of their protection. Start again." && exit 1; }

exec 3< "$answers.facts"
for row in "${rows[@]}"; do
  read -r name reviewers minutes branches <<< "$row"
  { read -r others_review all_bound wait && read -r asked && read -r allowed; } <&3
  if [ "$reviewers" != - ]; then
    for team in ${reviewers//,/ }; do
      among "$team" "$asked" || problem "does not ask team $team for a review (it asks: ${asked:-nobody}). Reviewers need a public repository or GitHub Enterprise; where the plan has none, use approval: pull-request."
    done
    for other in ${asked//,/ }; do
      among "$other" "$reviewers" || problem "also lets ${other#person:} approve: any one reviewer opens it. The table names $reviewers only."
    done
    [ "$others_review" = true ] || problem 'lets people approve their own run. Turn on "Prevent self-review".'
    [ "$all_bound" = true ] || problem 'lets administrators go past its rules. Turn off "Allow administrators to bypass configured protection rules".'
  fi
  [ "$wait" -ge "$minutes" ] || problem "waits $wait minutes, the table says $minutes."
  [ "$allowed" = "$(tr , '\n' <<< "$branches" | LC_ALL=C sort | paste --serial --delimiters=,)" ] ||
    problem "may be used from ${allowed:-no branch}, the table says $branches."
done

if [ "${#problems[@]}" -gt 0 ]; then
  printf '::error::GitHub environment %s\n' "${problems[@]}"
  exit 1
fi
echo "Every GitHub environment is protected as the table says."
