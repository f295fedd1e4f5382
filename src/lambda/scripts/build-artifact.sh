#!/usr/bin/env bash
# Builds the artifact once: a reproducible zip for each function, the template that points to them, and a manifest.
# The same source and lock files give the same digest in another folder, on another day and file system.
# env: TEMPLATE   path of the SAM template
# env: FUNCTIONS  logical ids of the functions, separated by spaces
# env: REQUIREMENTS  requirement files of the functions, one on each line
# env: ARTIFACT   folder to make
# out: version    v{run number}-{commit}-{digest}
# out: digest     SHA-256 of the manifest, which holds the digests of template and zips
# exit: 0 built, other: not
set -euo pipefail
export LC_ALL=C TZ=UTC SAM_CLI_TELEMETRY=0

"$(dirname "$0")/report-unlocked.sh"
# What an earlier build left would be taken for code.
rm -rf "$ARTIFACT" .aws-sam
sam build --template-file "$TEMPLATE" --build-dir .aws-sam/build
mkdir -p "$ARTIFACT"
built=$ARTIFACT/template.yaml
cp .aws-sam/build/template.yaml "$built"

for id in $FUNCTIONS; do
  folder=.aws-sam/build/$(awk -v id="$id:" '/^  [A-Za-z0-9]+:/ { inside = ($1 == id) } inside && $1 == "CodeUri:" { print $2; exit }' "$built")
  [ -d "$folder" ] && [ "$folder" != .aws-sam/build/ ] || {
    echo "::error::Function $id has no code in $TEMPLATE. Its logical id in the definition and in the template must be the same."
    exit 1
  }
  # What delivers, tests or describes the function is no part of it.
  (cd "$folder" && rm -rf .git .github .projen .projenrc.ts .aws-sam node_modules package.json package-lock.json \
    tests docs ./*.md pytest.ini .coveragerc .gitignore && find . -depth -name __pycache__ -exec rm -rf {} +)
  find "$folder" -type f ! -perm -u+x -exec chmod 644 {} +
  find "$folder" -type f -perm -u+x -exec chmod 755 {} +
  find "$folder" -exec touch --no-dereference --date='1980-01-01 00:00:00' {} +
  zip=$(realpath "$ARTIFACT")/$id.zip
  (cd "$folder" && find . -type f | sort | sed 's|^\./||' | zip --quiet -X -9 -@ "$zip")
  awk -v id="$id" '/^  [A-Za-z0-9]+:/ { inside = ($1 == id ":") } inside && $1 == "CodeUri:" { sub(/CodeUri:.*/, "CodeUri: " id ".zip") } { print }' "$built" > "$built.new"
  mv "$built.new" "$built"
done

other=$(awk '$1 ~ /^(Code|Content|Definition)Uri:$/ && $2 !~ /\.zip$/ { print $2 == "" ? $1 : $2 }' "$built" | paste --serial --delimiters=' ')
if [ -n "$other" ]; then
  echo "::error::The template points to $other, which the artifact does not hold. Add the function to the definition; layers and API definitions in files of their own are not delivered yet: write them into the template."
  exit 1
fi

(cd "$ARTIFACT" && sha256sum -- *.zip template.yaml > artifact.sha256)
digest=$(sha256sum "$ARTIFACT/artifact.sha256" | cut -c 1-64)
version=v$GITHUB_RUN_NUMBER-${GITHUB_SHA:0:7}-${digest:0:12}
printf 'version=%s\ndigest=%s\n' "$version" "$digest" >> "$GITHUB_OUTPUT"
echo "Built $version:"
cat "$ARTIFACT/artifact.sha256"
