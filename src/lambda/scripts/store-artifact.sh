#!/usr/bin/env bash
# Stores the artifact as a release, which outlives every approval. A release is published only when it is whole.
# env: GH_TOKEN  token with contents: write
# env: ARTIFACT  folder with the artifact
# env: VERSION   tag and name of the release
# env: DIGEST    SHA-256 of the manifest
# exit: 0 stored, or already there with the same content; 1 not
set -euo pipefail
here=$(dirname "$0")
releases=repos/$GITHUB_REPOSITORY/releases

echo "$DIGEST  $ARTIFACT/artifact.sha256" | sha256sum --check --strict --quiet -
(cd "$ARTIFACT" && sha256sum --check --strict --quiet artifact.sha256)

code=0
"$here/github-api.sh" GET "$releases/tags/$VERSION" > /dev/null || code=$?
case "$code" in
  0)
    # An earlier attempt published it: then it must be this artifact, byte by byte.
    ARTIFACT=$RUNNER_TEMP/stored "$here/fetch-artifact.sh"
    echo "Release $VERSION is there already."
    exit 0
    ;;
  4) ;;
  *) exit 1 ;;
esac

# What an interrupted run left: drafts are visible to nobody who deploys.
drafts=$("$here/github-api.sh" GET "$releases?per_page=100" |
  jq --raw-output --arg tag "$VERSION" '.[] | select(.draft and .tag_name == $tag) | .id')
for draft in $drafts; do "$here/github-api.sh" DELETE "$releases/$draft"; done

body=$(printf 'Built by %s/%s/actions/runs/%s\n\nDigest of the artifact: \140%s\140' "$GITHUB_SERVER_URL" "$GITHUB_REPOSITORY" "$GITHUB_RUN_ID" "$DIGEST")
release=$(jq --null-input --arg tag "$VERSION" --arg commit "$GITHUB_SHA" --arg body "$body" \
  '{tag_name: $tag, name: $tag, target_commitish: $commit, body: $body, draft: true}' |
  "$here/github-api.sh" POST "$releases" --header 'Content-Type: application/json' --data @-)
facts=$(jq --raw-output '"\(.id) \(.upload_url | sub("\\{.*"; ""))"' <<< "$release")
read -r id upload <<< "$facts"

for file in "$ARTIFACT"/*; do
  "$here/github-api.sh" POST "$upload?name=$(basename "$file")" --header 'Content-Type: application/octet-stream' \
    --data-binary "@$file" > /dev/null
done
"$here/github-api.sh" PATCH "$releases/$id" --header 'Content-Type: application/json' \
  --data '{"draft": false, "make_latest": "false"}' > /dev/null
echo "Stored $VERSION as a release."
