#!/usr/bin/env bash
# Validates what changed as Terraform does, offline from the cloud: form, locked providers, code. What it says is shown
# at the lines.
# env: LOCKS  folder that holds a folder for each tenant: a module without a lock file is held to theirs
# exit: 0 fine, 1 something is wrong
set -euo pipefail
red=0
export TF_PLUGIN_CACHE_DIR=$RUNNER_TEMP/plugins TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true
mkdir -p "$TF_PLUGIN_CACHE_DIR"

# Names and messages come from a pull request: they stay one line of the log.
escaped() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "${text//$'\n'/%0A}"
}
# Arguments: path, line, column, message.
wrong() {
  local path
  path=$(escaped "$1")
  path=${path//:/%3A}
  echo "::error file=${path//,/%2C},line=$2,col=$3::$(escaped "$4")"
  red=1
}

# What cannot be parsed is told with its place: by validate, and for variable files by the check of tenants.
# Terraform ends with 3 where a file is not in form, and with 2 where one cannot be parsed.
if ! unformed=$(xargs --null --no-run-if-empty bash -c 'terraform fmt -check -write=false -- "$@" || [[ $? == [23] ]]' fmt \
  < "$RUNNER_TEMP/changed-files" 2> "$RUNNER_TEMP/fmt-errors"); then
  cat "$RUNNER_TEMP/fmt-errors"
  echo '::error::terraform fmt could not look at the files that changed, so that nobody knows whether they are in form. The log says why.'
  red=1
fi
while IFS= read -r path; do
  [ -f "$path" ] || continue
  wrong "$path" 1 1 "This is not in the form of terraform fmt. Write: terraform fmt $path"
done <<< "$unformed"

while IFS= read -r -d '' folder; do
  # A module has no lock file of its own; the first tenant's tells which providers it may have.
  if [ ! -e "$folder/.terraform.lock.hcl" ] && [[ "$folder" != "$LOCKS"/* ]]; then
    lock=$(find "$LOCKS" -name .terraform.lock.hcl -type f | LC_ALL=C sort | head -n 1)
    [ -z "$lock" ] || cp "$lock" "$folder/"
  fi
  if ! said=$(terraform -chdir="$folder" init -backend=false -input=false -lockfile=readonly -no-color 2>&1); then
    echo "$said"
    wrong "$folder" 1 1 "terraform init failed in $folder; the log says why. Run terraform init there, and commit .terraform.lock.hcl with what it needs."
    continue
  fi
  told=$(terraform -chdir="$folder" validate -json) || true
  while IFS=$'\t' read -r line column file message; do
    wrong "$(realpath --canonicalize-missing --relative-to=. "$folder/$file")" "$line" "$column" "$message"
  done < <(jq --raw-output '.diagnostics[] | select(.severity == "error")
    | [.range.start.line // 1, .range.start.column // 1, .range.filename // ".", "\(.summary): \(.detail)"]
    | map(tostring | gsub("[\t\r\n]+"; " ")) | join("\t")' <<< "$told")
  [ "$(jq .valid <<< "$told")" = true ] || red=1
done < "$RUNNER_TEMP/changed-folders"

[ "$red" = 1 ] || echo 'Terraform has nothing to say.'
exit "$red"
