#!/usr/bin/env bash
# Writes what the check of tenants finds for programs (JSON, SARIF) and for people: a table in the summary, and as a file
# for the comment. That something was found is no failure here: the check itself has failed before.
# env: TENANTS  folder that holds a folder for each tenant
# env: REPORT   folder that all is written to
# exit: 0 told, 1 the tenants could not be read
set -euo pipefail

mkdir -p "$REPORT"
for format in json sarif; do
  node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" "$format" "$REPORT/findings.$format" || [ "$?" = 2 ]
done

# GitHub takes 65,536 characters in a comment. A finding is one row: nothing in it may end a cell, or be read as a tag.
jq --raw-output '
  def cell: tostring | gsub("[\r\n]+"; " ") | gsub("(?<c>[\\\\|<>&@`*_\\[\\]])"; "\\\(.c)");
  def counted: group_by(.severity) | map("\(length) \(.[0].severity)\(if length == 1 then "" else "s" end)") | join(", ");
  if .findings == [] then "### Tenants: nothing found"
  else .findings | sort_by({error: 0, warning: 1}[.severity] // 2) |
    "### Tenants: \(counted)\n\n| where | rule | what is wrong | write |\n| --- | --- | --- | --- |\n"
    + (.[:100] | map("| \(.file | cell):\(.line) | \(.id) | \(.message | .[:300] | cell) | \(.fix | .[:200] | cell) |") | join("\n"))
    + (if length > 100 then "\n\n\(length - 100) more are in the log and in the artifact tenant-config." else "" end)
  end' "$REPORT/findings.json" > "$REPORT/report.md"
cat "$REPORT/report.md" >> "$GITHUB_STEP_SUMMARY"
