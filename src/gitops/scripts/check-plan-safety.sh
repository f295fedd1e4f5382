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
fail() {
  echo "::error::$1"
  exit 1
}

# Asked once: jq takes longer to start than to answer. What variables say is JSON, so that each is one line.
facts=$(jq --raw-output --slurpfile plan "$RUNNER_TEMP/plan.json" --arg named "$TENANT_FIELD" --arg placed "$ENVIRONMENT_FIELD" '
  def said($name): $plan[0].variables[$name].value // "" | tojson;
  .tenant, .environment, .digest, said($named), said($placed), (.stateful | join(", ")),
  (.kept == 0 and .create == [] and .replace == [] and .update == []),
  (.serial == 0 and (.create | length > 0)),
  (.kept == 0 and (.delete | length > 0) and .create == [] and .replace == [])' "$RUNNER_TEMP/facts.json")
{
  read -r tenant && read -r environment && read -r digest && read -r named && read -r placed
  read -r stateful && read -r only_destroys && read -r creates_all && read -r empties
} <<< "$facts"

own="Give the environment a file $environment.tfvars with its own values."
[ "$named" = "\"$tenant\"" ] || fail "The variables of $tenant for $environment say $TENANT_FIELD = $named. $own"
[ "$placed" = "\"$environment\"" ] || fail "The variables of $tenant for $environment say $ENVIRONMENT_FIELD = $placed. $own"

if [ "$MODE" = destroy ]; then
  [ "$PRODUCTION" = false ] || fail "Nothing destroys a tenant in $environment: it is production."
  [ "$only_destroys" = true ] || fail 'This plan does more than to destroy. Find out why, before it is applied.'
  exit 0
fi
if [ "$creates_all" = true ]; then
  [ "$EXISTS" != true ] || fail "$tenant is there in $environment, but it has no state: this plan would create all of it again. Restore the state from an older version of the object, or correct the name of the tenant."
  former=$("$here/find-former-name.sh" "$tenant" "$environment" "${FOLDER%/*}")
  [ -z "$former" ] || fail "$tenant was called $former, which is deployed in $environment: its state lies under that name, so this plan would create all of it again. Rename the folder back, or move the state of $former to $tenant first."
fi
if [ "$PRODUCTION" = true ] && [ "$empties" = true ]; then
  fail 'This plan would leave nothing of a tenant of production. Nothing destroys one: not by changing its code either.'
fi

[ -n "$stateful" ] || exit 0
told="These hold data and would be replaced or destroyed: $stateful."
if [ "$SEEN" = "$digest" ]; then
  echo "::notice::$told An earlier run has shown exactly these changes."
elif [ "$ACTION" != apply ]; then
  echo "::warning::$told To apply it, start the workflow with plan_digest $digest."
elif [ -n "$SEEN" ]; then
  fail "$told The digest that you gave is of other changes. Look at this summary, then start again with plan_digest $digest."
else
  fail "$told Start the workflow with action plan, look at its summary, then apply with the plan_digest that it shows."
fi
