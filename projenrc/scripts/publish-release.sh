#!/usr/bin/env bash
# Makes the GitHub release of the tag: the package, its bill of materials, their sums, and what the changelog says.
# env: GH_TOKEN  token with contents: write
# env: PACKED    folder with the package, checked
# env: VERSION   what is released
# exit: 0 made, or there already with the same files; 1 not
set -euo pipefail
here=$(dirname "$0")
releases=repos/$GITHUB_REPOSITORY/releases
tag=v$VERSION

code=0
there=$("$here/github-api.sh" GET "$releases/tags/$tag") || code=$?
case "$code" in
  0)
    ours=$(cd "$PACKED" && sha256sum -- * | sed 's/^\([0-9a-f]*\)  \(.*\)$/\2 sha256:\1/' | sort)
    [ "$(jq --raw-output '.assets[] | "\(.name) \(.digest)"' <<< "$there" | sort)" = "$ours" ] || {
      echo "::error::There is a release $tag with other files. Look who made it; delete it, and run this job again."
      exit 1
    }
    echo "Release $tag is there already."
    exit 0
    ;;
  4) ;;
  *) exit 1 ;;
esac

# What an interrupted run left: nobody sees drafts.
drafts=$("$here/github-api.sh" GET "$releases?per_page=100" |
  jq --raw-output --arg tag "$tag" '.[] | select(.draft and .tag_name == $tag) | .id')
for draft in $drafts; do "$here/github-api.sh" DELETE "$releases/$draft"; done

notes=$(tar --extract --gzip --to-stdout --file "$PACKED/projen-fleet-$VERSION.tgz" package/CHANGELOG.md |
  awk -v heading="## $VERSION - " 'index($0, heading) == 1 { here = 1; next } /^## / { here = 0 } here')
release=$(jq --null-input --arg tag "$tag" --arg commit "$GITHUB_SHA" --arg body "$notes" \
  '{tag_name: $tag, name: $tag, target_commitish: $commit, body: $body, draft: true}' |
  "$here/github-api.sh" POST "$releases" --header 'Content-Type: application/json' --data @-)
upload=$(jq --raw-output '.upload_url | sub("\\{.*"; "")' <<< "$release")
for file in "$PACKED"/*; do
  "$here/github-api.sh" POST "$upload?name=$(basename "$file")" --header 'Content-Type: application/octet-stream' \
    --data-binary "@$file" > /dev/null
done
"$here/github-api.sh" PATCH "$releases/$(jq .id <<< "$release")" --header 'Content-Type: application/json' \
  --data '{"draft": false}' > /dev/null
echo "Released $tag."
