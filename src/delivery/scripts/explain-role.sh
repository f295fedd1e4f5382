#!/usr/bin/env bash
# Says what may be missing when a role was refused: AWS names no cause, so that nobody can guess one.
# env: ROLE    ARN of the role
# env: TARGET  GitHub environment that the job carries
# exit: 0 always; the step before it has failed
set -euo pipefail

echo "::error::A job in GitHub environment \"$TARGET\" was not given $ROLE. Its account needs that role, GitHub as identity provider, and a trust in exactly this repository and GitHub environment: docs/bootstrap.md of the definitions says how. The job needs \"id-token: write\"."
