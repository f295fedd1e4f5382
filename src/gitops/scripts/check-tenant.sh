#!/usr/bin/env bash
# Refuses what no tenant is called like, before anything is done with it: its name becomes paths, keys and names of tags.
# env: TENANT     what a person typed
# env: PATTERN    regular expression that the name of a tenant matches as a whole
# env: TENANTS    folder that holds a folder for each tenant
# env: DIGEST     digest of changes that a person has seen in an earlier run; empty: none is needed
# exit: 0 a tenant of this repository, 1 refused
set -euo pipefail

# What a person typed stays one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}

# Ranges such as a-z must not take letters of other alphabets.
export LC_ALL=C
[[ "$TENANT" =~ ^($PATTERN)$ && "$TENANT" =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$ ]] ||
  fail "\"$TENANT\" is no name of a tenant. Write the name of a folder in $TENANTS/, of the form $PATTERN."
[ -d "$TENANTS/$TENANT" ] && [ ! -L "$TENANTS/$TENANT" ] ||
  fail "There is no folder $TENANTS/$TENANT on main. Merge the tenant first, or correct the name."
[[ "$DIGEST" =~ ^([0-9a-f]{64})?$ ]] ||
  fail "\"$DIGEST\" is no digest of changes. Copy the 64 digits from the summary of a run with action plan, or leave it empty."
echo "$TENANT is a tenant of this repository."
