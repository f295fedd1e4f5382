#!/usr/bin/env bash
# Red unless every gate succeeded: a skipped or cancelled gate is no passed gate.
# env: NEEDS  the context "needs" of the job as JSON
# exit: 0 all succeeded, 1 not
set -euo pipefail

[ "$(jq 'type == "object" and length > 0' <<< "$NEEDS")" = true ] || {
  echo '::error::Nothing says how the gates ended. This job must need every gate.'
  exit 1
}
{
  printf '### Quality gates\n\n| Gate | Result |\n| --- | --- |\n'
  jq --raw-output 'to_entries[] | "| \(.key) | \(.value.result) |"' <<< "$NEEDS"
} >> "$GITHUB_STEP_SUMMARY"
failed=$(jq --raw-output '[to_entries[] | select(.value.result != "success") | "\(.key) (\(.value.result))"] | join(", ")' <<< "$NEEDS")
if [ -n "$failed" ]; then
  echo "::error::Not passed: $failed. Open the job; its last lines say what to do."
  exit 1
fi
echo 'Every gate passed.'
