#!/usr/bin/env bash
# Applies exactly the plan in tfplan of the temporary folder, under the locks of its state.
# env: FOLDER        folder of the tenant
# env: STATE_BUCKET  bucket of the notes
# env: RUNS_PREFIX   where each run notes that it begins to apply the tenant
# exit: 0 applied, 1 not, or not wholly
set -euo pipefail
export TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true

# Terraform's lock says user and machine, and no run: the note says both, and whether the run has ended by itself.
note() {
  jq --null-input --arg who "$(id --user --name)@$(uname --nodename)" --argjson ended "$1" '{who: $who, ended: $ended}' > "$RUNNER_TEMP/note.json"
  aws s3api put-object --bucket "$STATE_BUCKET" --key "$RUNS_PREFIX$GITHUB_RUN_ID" --body "$RUNNER_TEMP/note.json" > /dev/null
}

note false
code=0
terraform -chdir="$FOLDER" apply -input=false -no-color "$RUNNER_TEMP/tfplan" 2>&1 | tee "$RUNNER_TEMP/apply.log" || code=$?
# A lock that could not be released stays this run's.
grep --quiet 'Error releasing the state lock' "$RUNNER_TEMP/apply.log" || note true
# What Terraform could not save is on this runner only, which is gone in a minute.
if [ -f "$FOLDER/errored.tfstate" ]; then
  rescued=${RUNS_PREFIX%applying/}$GITHUB_RUN_ID/errored.tfstate
  aws s3api put-object --bucket "$STATE_BUCKET" --key "$rescued" --body "$FOLDER/errored.tfstate" > /dev/null
  echo "::error::The state could not be saved; it is kept as s3://$STATE_BUCKET/$rescued. Before anything else: terraform state push it, from a checkout of this commit."
fi
[ "$code" != 0 ] || exit 0
if grep --quiet 'Error acquiring the state lock' "$RUNNER_TEMP/apply.log"; then
  echo '::error::Somebody else holds the lock of the state, so nothing was applied. Wait for them, then start a new run; the lines above name them.'
elif grep --quiet 'Saved plan is stale' "$RUNNER_TEMP/apply.log"; then
  echo '::error::Somebody else changed the state after this plan was made, so nothing was applied. Start a new run, and look at its plan.'
else
  echo '::error::Terraform stopped on the way: what it had done is in the state. Mend the cause that it names above, then start a new run, whose plan has what is left.'
fi
exit 1
