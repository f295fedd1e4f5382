#!/usr/bin/env bash
# Writes the text of the issue of an environment. Its table is all that is remembered: rows of tenants that this run
# looked at are new, those of others stay as they are until it is their turn.
# usage: write-drift-issue.sh BEFORE, a file with the text of the open issue; empty: there is none
# env: ENVIRONMENT  environment of the platform
# env: PERIOD       hours in which each tenant is looked at once
# env: MARKER       first line, by which the issue is found again
# env: FOUND        folder with report.json
# exit: 0 printed: whether it stays open, how many rows, and its text, as JSON
set -euo pipefail

# GitHub takes 65,536 characters. What finds no room is told as a number, and gets a row when it is its turn again.
jq --rawfile before "$1" --arg environment "$ENVIRONMENT" --arg marker "$MARKER" --argjson period "$PERIOD" \
  --argjson now "$(date --utc +%s)" --arg today "$(date --utc +%F)" \
  --arg run "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" '
  def cell: tostring | .[:250] | gsub("[\r\n]+"; " ") | gsub("(?<c>[\\\\|<>&@`*_\\[\\]])"; "\\\(.c)");
  def change: "\(.action) \(.address | cell)\(if .attributes == [] then "" else " (\(.attributes[:8] | join(", ") | cell))" end)";
  def what: if .status == "error" then "**not known:** \(.detail | cell)"
    else ([.drift[:5][] | change] + (if (.drift | length) > 5 then ["and \(.drift | length - 5) more"] else [] end)) | join("<br>") end;
  (.known | map(select(.environment == $environment) | {key: .tenant, value: true}) | from_entries) as $known
  | (.looked | map(select(.environment == $environment))) as $looked
  | ($looked | map({key: .tenant, value: .}) | from_entries) as $now_is
  | [$before | split("\n")[] | . as $line
      | capture("^\\| `(?<tenant>[A-Za-z0-9_-]+)` \\| (?<since>[0-9]{4}-[0-9]{2}-[0-9]{2}) \\| ") + {row: $line}] as $old
  | ($old | map({key: .tenant, value: .since}) | from_entries) as $since
  # A lock, or a job that broke off, says nothing: what was known before still holds.
  | ($old | map(select($known[.tenant] and ($now_is[.tenant].status // "missing" | . == "missing" or . == "locked")))) as $kept
  | ($looked | map(select(.status == "drift" or .status == "error")
      | {tenant, row: "| `\(.tenant)` | \($since[.tenant] // $today) | \(what) |"})) as $new
  | ($kept + $new | sort_by(.tenant)) as $rows
  | (reduce $rows[] as $each ({room: 50000, rows: []};
      ($each.row | length + 1) as $size | if $size <= .room then {room: (.room - $size), rows: (.rows + [$each.row])} else .room = 0 end) | .rows) as $shown
  | ([$before | capture("<!-- full: (?<at>[0-9]+) -->").at | tonumber][0] // 0) as $was_full
  | (if ($shown | length) < ($rows | length) then $now else $was_full end) as $full
  | ($looked | map(select(.status == "locked" or .status == "missing"))) as $unchecked
  | {open: ($rows != [] or $full > $now - $period * 3600), rows: ($rows | length), body: ([
      $marker,
      (if $full > 0 then "<!-- full: \($full) -->" else empty end),
      "In these tenants, \($environment) is not as main says. Kept by drift-detection, which never changes a tenant and closes this by itself.\n",
      (if $rows == [] then "No tenant that was looked at drifts." else "| tenant | since | what Terraform would do |\n| --- | --- | --- |" end),
      $shown[],
      (if ($shown | length) < ($rows | length) then "\n**\(($rows | length) - ($shown | length)) more tenants drift**, for which there is no room here." else empty end),
      (if $unchecked == [] then empty else "\n**Not checked in the newest run**, so nothing is known of them:\n" end),
      ($unchecked[:50][] | "- `\(.tenant)`: \(if .status == "locked" then "locked, \(.detail | cell)" else .detail end)"),
      (if ($unchecked | length) > 50 then "- and \(($unchecked | length) - 50) more" else empty end),
      "\n**Next:** deploy the tenant with action plan and look at what it shows. Apply that, or change main to what is right. Its row goes when it is looked at again: start drift-detection with its name to have that now.",
      "\n[Newest run](\($run))"
    ] | join("\n"))}' "$FOUND/report.json"
