#!/usr/bin/env bash
# Stops when the credentials belong to another account than the table says.
# env: ACCOUNT  account id of the environment
# exit: 0 the right account, 1 any other
set -euo pipefail

actual=$(aws sts get-caller-identity --query Account --output text)
if [ "$actual" != "$ACCOUNT" ]; then
  echo "::error::The credentials belong to account $actual, this environment is account $ACCOUNT. Nothing was done. Check the role's account in the platform table."
  exit 1
fi
echo "Account $ACCOUNT is the right one."
