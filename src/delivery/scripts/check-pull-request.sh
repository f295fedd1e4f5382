#!/usr/bin/env bash
# Counts who approved the pull request by which this run was asked for, and refuses unless enough different people did,
# for exactly what is about to happen. The way for plans of GitHub whose environments take no reviewers.
# env: GH_TOKEN          token with pull-requests: read and contents: read
# env: APPROVALS         how many different people must have approved
# env: REQUEST           file that asks: the pull request may change nothing else
# env: PAUSE             minutes between the last approval and the deployment, in which it can still be stopped
# env: TRIGGERING_ACTOR  who started this attempt
# out: approvers         their names, separated by spaces
# exit: 0 enough, 1 too few, or they approved something else
set -euo pipefail
here=$(dirname "$0")

# Names of files and people stay one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}
ask() { "$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/$1"; }
listed() { "$here/github-list.sh" "repos/$GITHUB_REPOSITORY/$1"; }

[ "$GITHUB_RUN_ATTEMPT" = 1 ] ||
  fail "This is attempt $GITHUB_RUN_ATTEMPT: people approved the first. Ask again with a new pull request that changes $REQUEST."
[[ "$APPROVALS" =~ ^[1-9][0-9]*$ ]] || fail "\"$APPROVALS\" is no number of people. Correct it in the platform table."
[[ "$PAUSE" =~ ^[0-9]+$ ]] || fail "\"$PAUSE\" is no number of minutes. Correct it in the platform table."

pulls=$(ask "commits/$GITHUB_SHA/pulls")
pull=$(jq --compact-output --arg sha "$GITHUB_SHA" '[.[] | select(.merged_at != null and .merge_commit_sha == $sha and .base.ref == "main")] | first // empty' <<< "$pulls")
[ -n "$pull" ] ||
  fail "Commit ${GITHUB_SHA:0:7} was pushed to main without a pull request, so nobody approved it. Ask by a pull request that changes $REQUEST."
number=$(jq .number <<< "$pull")
head=$(jq --raw-output .head.sha <<< "$pull")

files=$(listed "pulls/$number/files" | jq --raw-output '[.[] | .previous_filename // empty, .filename] | join(", ")')
[ "$files" = "$REQUEST" ] ||
  fail "Pull request $number changes $files. One that asks for this changes $REQUEST and nothing else: ask again with one that does."
approved=$(ask "contents/$REQUEST?ref=$head" | jq --raw-output .content | base64 --decode | sha256sum)
[ "$approved" = "$(sha256sum < "$REQUEST")" ] ||
  fail "$REQUEST on main is not what pull request $number had when it was approved. Ask again with a new pull request."

# Whoever asked, is author or committer of a commit, merged it or started this does not count.
commits=$(listed "pulls/$number/commits")
[ "$(jq length <<< "$commits")" -lt 250 ] ||
  fail "Pull request $number has 250 commits or more, and GitHub lists no more: who wrote them cannot be seen. Ask again with one commit."
authors=$(jq --raw-output '[.[] | .author, .committer | .login? // empty] | unique | join(" ")' <<< "$commits")
own="$(jq --raw-output .user.login <<< "$pull") $authors $GITHUB_ACTOR $TRIGGERING_ACTOR"
reviews=$(listed "pulls/$number/reviews" | jq --compact-output --arg head "$head" --arg own "${own,,}" '
  [.[] | select(.state == "APPROVED" or .state == "CHANGES_REQUESTED" or .state == "DISMISSED") | select(.user.login?)]
  | group_by(.user.login | ascii_downcase) | map(max_by(.submitted_at))
  | { against: map(select(.state == "CHANGES_REQUESTED") | .user.login),
      for: map(select(.state == "APPROVED" and .commit_id == $head)
        | select(.user.login | ascii_downcase | IN($own | split(" ")[]) | not) | { login: .user.login, at: .submitted_at }) }')
against=$(jq --raw-output '.against | join(" ")' <<< "$reviews")
[ -z "$against" ] || fail "$against asked for changes in pull request $number. Settle that, then ask again with a new pull request."

people=() last=0
while read -r login at; do
  [ -n "$login" ] || continue
  role=$(ask "collaborators/$login/permission" | jq --raw-output .permission)
  [ "$role" = admin ] || [ "$role" = write ] || continue
  people+=("$login")
  at=$(date --date="$at" +%s)
  [ "$at" -le "$last" ] || last=$at
done < <(jq --raw-output '.for[] | .login + " " + .at' <<< "$reviews")

[ "${#people[@]}" -ge "$APPROVALS" ] ||
  fail "${#people[@]} of $APPROVALS people approved commit ${head:0:7} of pull request $number (${people[*]:-nobody}). Who asked, wrote or merged it does not count, and neither does an older commit or a person without write access. Ask again, and let $APPROVALS others approve before it is merged."
wait=$((last + PAUSE * 60 - $(date +%s)))
if [ "$wait" -gt 0 ]; then
  echo "The last approval is less than $PAUSE minutes old. This goes on in $wait s; cancel the run to stop it."
  sleep "$wait"
fi
echo "Approved by ${people[*]} in pull request $number."
printf 'approvers=%s\n' "${people[*]}" >> "$GITHUB_OUTPUT"
