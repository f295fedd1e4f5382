#!/usr/bin/env bash
# Tells people what was found in this run, and what to do. Drift alone is no failure: it has an issue. What could not be
# looked at is one.
# env: FOUND  folder with report.json
# exit: 0 all that was chosen was looked at, or is being deployed; 1 something could not be looked at
set -euo pipefail
report=$FOUND/report.json

# Names in the code and in locks are text of whoever wrote them: nothing in it may become markup.
jq --raw-output '
  def cell: tostring | gsub("[\r\n]+"; " ") | gsub("(?<c>[\\\\|<>&@`*_\\[\\]])"; "\\\(.c)");
  {drift: "drift", error: "could not be looked at", missing: "not looked at", locked: "not checked: locked",
   destroyed: "destroyed", absent: "not deployed"} as $words
  | .looked as $all
  | ($all | map(select(.status == "clean")) | length) as $clean
  | ($all | map(select($words[.status]))) as $told
  | "### Drift\n\n\($all | length) looked at: \($clean) as main says"
    + ($words | to_entries | map(. as {$key, $value} | ($all | map(select(.status == $key)) | length) | select(. > 0) | ", \(.) \($value)") | join("")) + ".",
    (if $told == [] then empty else "\n| tenant | | what |\n| --- | --- | --- |" end),
    ($told | sort_by([(.status as $it | ["error", "missing", "drift", "locked"] | index($it) // 9), .environment, .tenant]) | .[:200][]
      | "| \(.tenant | cell) in \(.environment) | \($words[.status]) | \(if .status == "drift" then [.drift[:5][] | "\(.action) \(.address | cell)"] + (if (.drift | length) > 5 then ["\(.drift | length - 5) more"] else [] end) | join("<br>") else .detail | cell end) |"),
    (if ($told | length) > 200 then "\n\($told | length - 200) more are in the artifacts of this run." else empty end),
    ([$all[] | .ignored[]? | .reasons[]] | group_by(.) | map("- \(length) times: \(.[0] | cell)") | if . == [] then empty else "\n**Ignored by rules of the definition:**\n\n\(join("\n"))" end),
    "\n**Next:** drift is in the issue of its environment, which closes by itself. Deploy what main says, or change main to what is right.",
    "What could not be looked at: open the job that names it; mend the cause; start this workflow for it."' \
  "$report" | tee --append "$GITHUB_STEP_SUMMARY"

lost=$(jq '.looked | map(select(.status == "error" or .status == "missing")) | length' "$report")
if [ "$lost" != 0 ]; then
  echo "::error::$lost tenants could not be looked at: what they are is unknown. The table of the summary has them."
  exit 1
fi
