#!/usr/bin/env bash
# Puts the name of a tenant into a pattern of the table and prints the result: {tenant} is all of it, {tenant:16} its
# first 16 letters.
# usage: fill-tenant.sh PATTERN TENANT
# exit: 0 printed
set -euo pipefail

text=${1//'{tenant}'/"$2"}
while [[ "$text" =~ \{tenant:([0-9]+)\} ]]; do
  text=${text//"${BASH_REMATCH[0]}"/"${2:0:BASH_REMATCH[1]}"}
done
echo "$text"
