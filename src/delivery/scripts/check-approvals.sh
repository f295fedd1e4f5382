#!/usr/bin/env bash
# Counts who approved this run, and refuses unless enough different people did, none of them its starter.
# GitHub lets any one reviewer open an environment; that two people looked can only be seen in the review history.
# env: GH_TOKEN            token with actions: read
# env: APPROVALS           how many different people must have approved
# env: APPROVAL_CHAIN      GitHub environments whose approvals count, separated by spaces
# env: TRIGGERING_ACTOR    who started this attempt
# exit: 0 enough, 1 too few
set -euo pipefail
here=$(dirname "$0")

if [ "$GITHUB_RUN_ATTEMPT" != 1 ]; then
  echo "::error::This is attempt $GITHUB_RUN_ATTEMPT. GitHub does not say which attempt an approval was for, so a re-run cannot prove one. Start a new run of the workflow."
  exit 1
fi
if ! [[ "$APPROVALS" =~ ^[1-9][0-9]*$ ]]; then
  echo "::error::\"$APPROVALS\" is no number of people. Correct it in the platform table."
  exit 1
fi

history=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals")
people=$(jq --raw-output --arg chain "$APPROVAL_CHAIN" --arg actor "$GITHUB_ACTOR" --arg starter "$TRIGGERING_ACTOR" '
  ($chain | split(" ")) as $environments
  | [.[] | select(.state == "approved")
         | select(any(.environments[]; .name as $name | $environments | index($name)))
         | .user.login // empty]
  | unique_by(ascii_downcase)
  | map(select(ascii_downcase != ($actor | ascii_downcase) and ascii_downcase != ($starter | ascii_downcase)))
  | join(" ")' <<< "$history")
read -r -a approvers <<< "$people"

if [ "${#approvers[@]}" -lt "$APPROVALS" ]; then
  echo "::error::${#approvers[@]} of $APPROVALS people approved in $APPROVAL_CHAIN (${people:-nobody}). The starter ($GITHUB_ACTOR) does not count, and neither does a bypass by an administrator. Start a new run and let $APPROVALS different reviewers approve it."
  exit 1
fi
echo "Approved by $people."
printf 'approvers=%s\n' "$people" >> "$GITHUB_OUTPUT"
