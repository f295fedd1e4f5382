#!/usr/bin/env bash
# Keeps the issue of each environment. One that cannot be kept does not stop the others.
# env: GH_TOKEN      token with issues: write
# env: ENVIRONMENTS  environments of the platform, separated by spaces
# env: PERIOD        hours in which each tenant is looked at once
# env: FOUND         folder with report.json
# exit: 0 all kept, 1 GitHub refused
set -euo pipefail
here=$(dirname "$0")

red=0
for environment in $ENVIRONMENTS; do
  ENVIRONMENT=$environment "$here/keep-drift-issue.sh" || red=1
done
[ "$red" = 0 ] || echo '::error::Not every issue could be kept; the lines above say why. Start drift-detection again.'
exit "$red"
