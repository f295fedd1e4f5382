#!/usr/bin/env bash
# Refuses what is never done to many tenants at once.
# env: OPERATION    what a person chose
# env: ENVIRONMENT  environment of the platform
# env: PRODUCTION   "true": real customers are served there
# env: BULK         environments in which many tenants may be taken at once, separated by spaces
# env: RELEASES     environment whose locks are released here; the others have a workflow for one tenant that does
# exit: 0 allowed, 1 refused
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

[ "$PRODUCTION" = false ] || fail "Nothing is done to many tenants at once in $ENVIRONMENT: it is production. Take one tenant at a time."
[[ " $BULK " = *" $ENVIRONMENT "* ]] || fail "Many tenants are taken at once only in: $BULK."
case "$OPERATION" in
  validate | plan | apply | restart-service) ;;
  release-lock)
    [ "$ENVIRONMENT" = "$RELEASES" ] ||
      fail "Locks of $ENVIRONMENT are released one at a time: start deploy-tenant-$ENVIRONMENT.yml with action release-lock."
    ;;
  *) fail "\"$OPERATION\" is no operation. Write validate, plan, apply, restart-service or release-lock." ;;
esac
echo "$OPERATION may be done to many tenants of $ENVIRONMENT."
