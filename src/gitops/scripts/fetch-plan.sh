#!/usr/bin/env bash
# Fetches the plan of this run, and refuses it when it is not the one that was shown.
# env: STATE_BUCKET  bucket of state and plans
# env: PLAN_KEY      key of the plan
# env: FACTS         what the job that planned said, as JSON: among it the digest of the file
# exit: 0 fetched into tfplan of the temporary folder, 1 altered or lost
set -euo pipefail
plan=$RUNNER_TEMP/tfplan
sha256=$(jq --raw-output '.sha256 // ""' <<< "$FACTS")

[[ "$sha256" =~ ^[0-9a-f]{64}$ ]] || { echo '::error::Nothing says which plan was shown. Start a new run.' && exit 1; }
aws s3api get-object --bucket "$STATE_BUCKET" --key "$PLAN_KEY" "$plan" > /dev/null || {
  echo "::error::The plan s3://$STATE_BUCKET/$PLAN_KEY could not be fetched. Start a new run."
  exit 1
}
actual=$(sha256sum < "$plan")
if [ "${actual%% *}" != "$sha256" ]; then
  rm "$plan"
  echo "::error::The plan s3://$STATE_BUCKET/$PLAN_KEY is not the one that was shown and approved: its SHA-256 is ${actual%% *}, not $sha256. Find out who wrote to the bucket before anything is deployed."
  exit 1
fi
echo 'The plan is the one that was shown.'
