#!/usr/bin/env bash
# Brings together what the jobs found, and adds the tenants that no job told anything about.
# env: FOUND  folder with chosen.json and the results of each job; gets report.json
# exit: 0 brought together, other: the results cannot be read
set -euo pipefail

find "$FOUND" -name '*.jsonl' -type f -exec cat {} + > "$FOUND/results"
jq --slurp --compact-output --slurpfile results "$FOUND/results" '
  .[0] as $all
  | (reduce $results[] as $result ({}; .["\($result.environment)/\($result.tenant)"] = $result)) as $told
  | {known: ($all | map({tenant, environment})),
     looked: ($all | map(select(.chosen) | $told["\(.environment)/\(.tenant)"]
       // {tenant, environment, status: "missing", detail: "No job told anything about it."}))}' "$FOUND/chosen.json" > "$FOUND/report.json"
jq --raw-output '.looked | group_by(.status)[] | "\(.[0].status): \(length)"' "$FOUND/report.json"
