#!/usr/bin/env bash
# Refuses a tag that is no release of what it points at: another version, nothing to tell about it, or not on main.
# exit: 0 a release, with its version as output; 1 not
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

[[ "$GITHUB_REF_NAME" =~ ^v([0-9]+\.[0-9]+\.[0-9]+)$ ]] || fail "\"$GITHUB_REF_NAME\" is no tag of a release: write v1.2.3."
version=${BASH_REMATCH[1]}
packed=$(jq --raw-output .version package.json)
[ "$version" = "$packed" ] || fail "The tag says $version and package.json $packed. Delete the tag, and set it where the version is $version."
grep --quiet --extended-regexp "^## ${version//./\\.} - [0-9]{4}-[0-9]{2}-[0-9]{2}\$" CHANGELOG.md ||
  fail "CHANGELOG.md has no heading \"## $version - <date>\". Give \"## Unreleased\" that name on main, then tag that commit."
git rev-parse --verify --quiet origin/main > /dev/null || fail 'There is no origin/main to compare with: check out with fetch-depth 0.'
git merge-base --is-ancestor "$GITHUB_SHA" origin/main ||
  fail "Commit ${GITHUB_SHA:0:7} is not on main: nobody reviewed it. Merge it, then tag what is on main."
echo "version=$version" >> "$GITHUB_OUTPUT"
echo "$GITHUB_REF_NAME is a release of what is on main."
