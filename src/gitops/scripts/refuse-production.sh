#!/usr/bin/env bash
# Refuses to go on in production, whatever let a run come as far as this.
# env: ENVIRONMENT  environment that the job has entered
# env: PRODUCTION   "true": real customers are served there
# exit: 0 no production, 1 refused
set -euo pipefail

if [ "$PRODUCTION" != false ]; then
  echo "::error::Nothing destroys a tenant in $ENVIRONMENT: it is production."
  exit 1
fi
