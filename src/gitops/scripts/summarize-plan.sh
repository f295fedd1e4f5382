#!/usr/bin/env bash
# Tells a plan to people, short: counts, then what is replaced or destroyed, then the rest. Values stay out of it.
# env: LIMIT  how many resources are listed
# exit: 0 told
set -euo pipefail

# A name in Terraform's code is text of whoever wrote it: nothing in it may become markup.
jq --raw-output --argjson limit "$LIMIT" '
  def cell: tostring | gsub("[\r\n]+"; " ") | gsub("(?<c>[\\\\|<>&@`*_\\[\\]])"; "\\\(.c)");
  . as $facts
  | ([["replace", "**replaced**"], ["delete", "**destroyed**"], ["update", "changed"], ["create", "created"]]
    | map(. as [$key, $word] | $facts[$key] | sort_by(. as $it | $facts.stateful | index($it) == null)[] | {address: ., word: $word})) as $rows
  | "### Plan of \($facts.tenant) for \($facts.environment)\n",
    (if $rows == [] then "No changes: the infrastructure is as main says."
    else "\($facts.replace | length) replaced, \($facts.delete | length) destroyed, \($facts.update | length) changed, \($facts.create | length) created.\n\n| | resource | holds data |\n| --- | --- | --- |",
      ($rows[:$limit][] | "| \(.word) | \(.address | cell) | \(.address as $it | if $facts.stateful | index($it) then "yes" else "" end) |"),
      (if ($rows | length) > $limit then "\n\(($rows | length) - $limit) more are in the plan." else empty end),
      "\nDigest of these changes: `\($facts.digest)`"
    end)' "$RUNNER_TEMP/facts.json" | tee --append "$GITHUB_STEP_SUMMARY"
