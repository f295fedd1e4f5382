#!/usr/bin/env bash
# Takes an artifact from its release and refuses it unless every byte is what was built.
# env: GH_TOKEN  token with contents: read
# env: VERSION   the release
# env: DIGEST    SHA-256 of its manifest, from a place that no release can forge
# env: ARTIFACT  folder to make
# exit: 0 fetched and checked, 1 not
set -euo pipefail
here=$(dirname "$0")

fail() {
  echo "::error::$1"
  exit 1
}

[[ "$VERSION" =~ ^v[0-9]+-[0-9a-f]{7}-[0-9a-f]{12}$ ]] || fail "\"$VERSION\" is not a version."
[[ "$DIGEST" =~ ^[0-9a-f]{64}$ ]] || fail "Nothing says which digest $VERSION must have. Deploy it again where it ran."
[ "${DIGEST:0:12}" = "${VERSION##*-}" ] || fail "$VERSION and digest ${DIGEST:0:12} do not belong together. Nothing was deployed."

code=0
release=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/releases/tags/$VERSION") || code=$?
[ "$code" != 4 ] || fail "Release $VERSION is not there. Was it deleted? Build the commit again by the first environment's workflow."
[ "$code" = 0 ] || exit 1
assets=$(jq --raw-output '.assets[] | "\(.id) \(.name)"' <<< "$release") || fail "GitHub gave no readable answer about release $VERSION. Nothing was deployed. Start again."
rm -rf "$ARTIFACT"
mkdir -p "$ARTIFACT"
while read -r id name; do
  [[ "$name" =~ ^[A-Za-z0-9]+\.zip$|^template\.yaml$|^artifact\.sha256$ ]] || continue
  "$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/releases/assets/$id" \
    --header 'Accept: application/octet-stream' > "$ARTIFACT/$name" || fail "$name of release $VERSION could not be fetched (the lines above say why)."
done <<< "$assets"

[ -f "$ARTIFACT/artifact.sha256" ] && [ -f "$ARTIFACT/template.yaml" ] || fail "Release $VERSION is not whole: its manifest or template is missing."
echo "$DIGEST  $ARTIFACT/artifact.sha256" | sha256sum --check --strict --quiet - ||
  fail "The manifest of release $VERSION was changed after it was built. Nothing was deployed."
(cd "$ARTIFACT" && sha256sum --check --strict --quiet artifact.sha256) ||
  fail "A file of release $VERSION was changed after it was built. Nothing was deployed."
echo "$VERSION is whole: digest $DIGEST."
