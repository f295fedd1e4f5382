#!/usr/bin/env bash
# Refuses a plan that people would regret: of another tenant, of one whose state is lost or lies under its former name,
# of one that is emptied in production, or of resources with data whose loss nobody has looked at.
# env: GH_TOKEN           token with contents: read
# env: FOLDER             folder of the tenant
# env: MODE               "destroy": everything of the tenant goes, and nothing else happens; empty: what the code says
# env: ACTION             "apply": what nobody has seen is refused; anything else: it is told
# env: SEEN               digest of changes that an earlier run showed; empty: none was given
# env: EXISTS             "true": the tenant is there already
# env: PRODUCTION         "true": nothing is ever destroyed as a whole
# env: TENANT_FIELD       variable with the name of the tenant
# env: ENVIRONMENT_FIELD  variable with the environment
# exit: 0 safe, 1 refused
set -euo pipefail
here=$(dirname "$0")
facts=$RUNNER_TEMP/facts.json
fact() { jq --raw-output "$1" "$facts"; }
fail() {
  echo "::error::$1"
  exit 1
}
value() { jq --raw-output --arg name "$1" '.variables[$name].value // ""' "$RUNNER_TEMP/plan.json"; }

for pair in "$TENANT_FIELD tenant" "$ENVIRONMENT_FIELD environment"; do
  [ "$(value "${pair% *}")" = "$(fact ".${pair#* }")" ] ||
    fail "The variables of $(fact .tenant) for $(fact .environment) say ${pair% *} = \"$(value "${pair% *}")\". Give the environment a file $(fact .environment).tfvars with its own values."
done
if [ "$MODE" = destroy ]; then
  [ "$PRODUCTION" = false ] || fail "Nothing destroys a tenant in $(fact .environment): it is production."
  [ "$(fact '.kept == 0 and .create == [] and .replace == [] and .update == []')" = true ] || fail 'This plan does more than to destroy. Find out why, before it is applied.'
  exit 0
fi
if [ "$(fact '.serial == 0 and (.create | length > 0)')" = true ]; then
  [ "$EXISTS" != true ] || fail "$(fact .tenant) is there in $(fact .environment), but it has no state: this plan would create all of it again. Restore the state from an older version of the object, or correct the name of the tenant."
  former=$("$here/find-former-name.sh" "$(fact .tenant)" "$(fact .environment)" "${FOLDER%/*}")
  [ -z "$former" ] || fail "$(fact .tenant) was called $former, which is deployed in $(fact .environment): its state lies under that name, so this plan would create all of it again. Rename the folder back, or move the state of $former to $(fact .tenant) first."
fi
if [ "$PRODUCTION" = true ] && [ "$(fact '.kept == 0 and (.delete | length > 0) and .create == [] and .replace == []')" = true ]; then
  fail 'This plan would leave nothing of a tenant of production. Nothing destroys one: not by changing its code either.'
fi

stateful=$(fact '.stateful | join(", ")')
[ -n "$stateful" ] || exit 0
told="These hold data and would be replaced or destroyed: $stateful."
if [ "$SEEN" = "$(fact .digest)" ]; then
  echo "::notice::$told An earlier run has shown exactly these changes."
elif [ "$ACTION" != apply ]; then
  echo "::warning::$told To apply it, start the workflow with plan_digest $(fact .digest)."
elif [ -n "$SEEN" ]; then
  fail "$told The digest that you gave is of other changes. Look at this summary, then start again with plan_digest $(fact .digest)."
else
  fail "$told Start the workflow with action plan, look at its summary, then apply with the plan_digest that it shows."
fi
