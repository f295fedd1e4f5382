#!/usr/bin/env bash
# Refuses a version that callers do not hit, although the stack names it.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: ALIAS      alias that callers use
# env: ARTIFACT   folder with artifact.sha256
# env: VERSION    version that the stack names
# exit: 0 callers hit it, 1 refused
set -euo pipefail
here=$(dirname "$0")

"$here/compare-code.sh" || {
  echo "::error::Callers of $ALIAS do not hit $VERSION, which the stack names: the alias was moved or removed, or code was changed past the workflows. Deploy there again by its workflow; the version then proves itself anew."
  exit 1
}
echo "Callers of $ALIAS hit $VERSION."
