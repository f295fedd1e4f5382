#!/usr/bin/env bash
# Packs the package with its bill of materials, and sums both up: what is released from here on is told by one digest.
# env: PACKED  folder to make
# exit: 0 packed, with the SHA-256 of the sums as output; other: not
set -euo pipefail

# The same commit gives the same bytes, whenever it is packed.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
rm -rf "$PACKED"
mkdir -p "$PACKED"
npm pack --silent --pack-destination "$PACKED" > /dev/null
cp sbom.cdx.json "$PACKED"
(cd "$PACKED" && sha256sum -- *.tgz sbom.cdx.json > package.sha256)
digest=$(sha256sum < "$PACKED/package.sha256")
echo "digest=${digest%% *}" >> "$GITHUB_OUTPUT"
{
  printf '### Packed\n\n| File | SHA-256 |\n| --- | --- |\n'
  while read -r sum file; do printf '| %s | \140%s\140 |\n' "$file" "$sum"; done < "$PACKED/package.sha256"
} >> "$GITHUB_STEP_SUMMARY"
cat "$PACKED/package.sha256"
