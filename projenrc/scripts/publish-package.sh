#!/usr/bin/env bash
# Publishes the packed package at the organisation's registry. One that is there already counts if its bytes are the same.
# env: PACKED      folder with the package, checked
# env: VERSION     what is released
# env: REGISTRY    address of the registry
# env: NPM_TOKEN   its token; empty where the registry trusts the identity of this workflow
# env: VISIBILITY  who may see this repository: public, internal, private
# exit: 0 published, or there already; 1 not
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

# This machine itself is for tests.
[[ "$REGISTRY" =~ ^(https://|http://127\.0\.0\.1:) ]] ||
  fail 'No registry is set. Give environment "release" the variable NPM_REGISTRY: the https address of your own registry.'
REGISTRY=${REGISTRY%/}
flags=(--registry "$REGISTRY/" --ignore-scripts)
# Who may read is the registry's to say. npm refuses "restricted", as package.json has it, for a name without a scope:
# so nobody publishes by mistake.
flags+=(--access public)
if [ "$VISIBILITY" = public ]; then
  # It goes to a log that all the world can read, so only what the world knows already.
  flags+=(--provenance)
else
  code=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 60 "$REGISTRY/projen") ||
    fail 'The registry does not answer. Is variable NPM_REGISTRY right? Then run this job again.'
  [ "$code" != 200 ] || fail 'This registry answers strangers: it is public, and the package names accounts. Set NPM_REGISTRY to your own.'
fi

NPM_CONFIG_USERCONFIG=$RUNNER_TEMP/npmrc
export NPM_CONFIG_USERCONFIG NPM_TOKEN
# shellcheck disable=SC2016 # npm puts the token in its place: it is in no file.
[ -z "$NPM_TOKEN" ] || printf '%s/:_authToken=${NPM_TOKEN}\n' "${REGISTRY#*:}" > "$NPM_CONFIG_USERCONFIG"

package=$PACKED/projen-fleet-$VERSION.tgz
done='Published'
if ! npm publish "$package" "${flags[@]}"; then
  there=$(npm view "projen-fleet@$VERSION" dist.integrity --registry "$REGISTRY/") || there=''
  [ "$there" = "sha512-$(openssl dgst -sha512 -binary "$package" | base64 --wrap=0)" ] ||
    fail "$VERSION was not published (the lines above say why). If nobody may publish: secret NPM_TOKEN of environment \"release\", or trust for this workflow at the registry."
  done='There already, with the same bytes'
fi
{
  printf '### %s: projen-fleet %s\n\n' "$done" "$VERSION"
  printf 'By %s, at the registry of environment release; SHA-256 \140%s\140.\n\n' "$GITHUB_ACTOR" "$(sha256sum "$package" | cut -d ' ' -f 1)"
  printf 'Next: \140npm install --save-dev projen-fleet@%s\140 in a repository, then \140npx projen plan\140.\n' "$VERSION"
} >> "$GITHUB_STEP_SUMMARY"
echo "$done: projen-fleet $VERSION."
