#!/usr/bin/env bash
# Prints what an environment has run and verified, by the marks of a function: a list of version, digest, run and
# previous as JSON, the one that was verified last at the end.
# usage: list-marks.sh FUNCTION
# exit: 0 printed, other: the aliases could not be read
set -euo pipefail

aws lambda list-aliases --function-name "$1" --output json |
  jq '[.Aliases[] | select(.Name | test("^v[0-9]+-[0-9a-f]{7}-[0-9a-f]{12}$"))
       | select(.Description // "" | test("^digest=[0-9a-f]{64} run=[0-9]+ previous="))
       | {version: .Name} + ([.Description | scan("(\\w+)=(\\S+)") | {key: .[0], value: .[1]}] | from_entries)]
      | sort_by(.run | tonumber)'
