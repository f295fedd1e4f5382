#!/usr/bin/env bash
# Refuses what was packed unless every byte of it is what was built and tested.
# env: PACKED  folder with the package, its bill of materials and their sums
# env: DIGEST  SHA-256 of the sums, from the job that packed
# exit: 0 it is, 1 not
set -euo pipefail

fail() {
  echo "::error::$1 Nothing was published. Start the whole run again."
  exit 1
}

[[ "$DIGEST" =~ ^[0-9a-f]{64}$ ]] || fail 'Nothing says which digest was packed.'
[ -f "$PACKED/package.sha256" ] || fail 'What was packed is not there.'
echo "$DIGEST  $PACKED/package.sha256" | sha256sum --check --strict --quiet - || fail 'The sums are not those of the job that packed.'
(cd "$PACKED" && sha256sum --check --strict --quiet package.sha256) || fail 'A file was changed after it was packed.'
listed=$(cut --characters=67- "$PACKED/package.sha256" | sort)
[ "$(cd "$PACKED" && find . -type f ! -name package.sha256 -printf '%P\n' | sort)" = "$listed" ] || fail 'There are files that nobody summed up.'
echo "Digest $DIGEST: whole, and nothing else."
