#!/usr/bin/env bash
# Prints the name that a tenant had before its folder was renamed, if what was deployed by that name is still there: its
# state lies under the old name, so a plan would make all of it a second time.
# usage: find-former-name.sh TENANT ENVIRONMENT TENANTS   (TENANTS: the folder that holds a folder for each tenant)
# env: GH_TOKEN  token with contents: read
# exit: 0 looked, other: GitHub could not be read
set -euo pipefail
here=$(dirname "$0")
environment=$2 tenants=$3
api() { "$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/$1"; }

# Prints whose folder became this one. A folder that was never deployed has few commits.
renamed_from() {
  local commits sha files old
  commits=$(api "commits?sha=$GITHUB_SHA&path=$tenants/$1&per_page=30" | jq --raw-output '.[].sha') || return 1
  for sha in $commits; do
    files=$(api "commits/$sha") || return 1
    old=$(jq --raw-output --arg folder "$tenants/$1/" --arg tenants "$tenants/" '
      first(.files[]? | select(.status == "renamed" and (.filename | startswith($folder))) | .previous_filename
        | select(startswith($tenants)) | .[($tenants | length):] | split("/")[0]) // empty' <<< "$files") || return 1
    [ -z "$old" ] || [ "$old" = "$1" ] || { echo "$old" && return; }
  done
}

found=$(mktemp)
trap 'rm -f "$found"' EXIT
name=$1
# A name may have changed more than once; a circle of renames ends here, too.
for _ in {1..5}; do
  name=$(renamed_from "$name")
  [ -n "$name" ] || exit 0
  code=0
  said=$(api "contents/$tenants/$name?ref=$GITHUB_SHA" 2>&1 > /dev/null) || code=$?
  case "$code" in
    0) continue ;; # another tenant has that name today
    4) ;;
    *) echo "$said" >&2 && exit 1 ;;
  esac
  : > "$found"
  TENANT=$name ENVIRONMENT=$environment GITHUB_OUTPUT=$found "$here/newest-tag.sh" > /dev/null
  if grep --quiet '^tag=.' "$found"; then
    echo "$name"
    exit 0
  fi
done
