#!/usr/bin/env bash
# Refuses to destroy what is not meant: an environment where nothing is destroyed, or a tenant that the person who asks has
# not named in a whole sentence. Runs where there are no credentials, after the name of the tenant has been checked.
# env: TENANT       name of the tenant
# env: TENANTS      folder that holds a folder for each tenant
# env: ENVIRONMENT  environment that a person chose
# env: GATES        where tenants may be destroyed, and the GitHub environment that guards it, as "dev=dev sit=destroy-sit"
# env: SENTENCE     what that person typed to confirm
# env: TICKET       ticket of the decision
# out: gate         the GitHub environment that guards it
# exit: 0 meant, 1 refused
set -euo pipefail

# What a person typed stays one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}

gate=''
for row in $GATES; do
  [ "${row%%=*}" != "$ENVIRONMENT" ] || gate=${row#*=}
done
[ -n "$gate" ] || fail "Nothing destroys a tenant in \"$ENVIRONMENT\". This workflow is for $(sed 's/=[^ ]*//g; s/ / and /g' <<< "$GATES") only."
wanted="destroy tenant $TENANT in $ENVIRONMENT"
[ "$SENTENCE" = "$wanted" ] || fail "\"$SENTENCE\" does not confirm it. Write exactly this sentence: $wanted"
[[ "$TICKET" =~ ^[A-Za-z][A-Za-z0-9]*-[0-9]+$ ]] ||
  fail "\"$TICKET\" is no ticket. Write that of the decision, such as OPS-1234."
[ -f "$TENANTS/$TENANT/$ENVIRONMENT.tfvars" ] || [ -f "$TENANTS/$TENANT/terraform.tfvars" ] ||
  fail "$TENANT has no values for $ENVIRONMENT on main: neither $ENVIRONMENT.tfvars nor terraform.tfvars. Either it was destroyed and taken out, or its values must come back first: terraform needs them to destroy."
echo "$TENANT in $ENVIRONMENT is meant; $gate guards it."
printf 'gate=%s\n' "$gate" >> "$GITHUB_OUTPUT"
