#!/usr/bin/env bash
# Finds the Terraform that changed: files for its form, and folders to validate. A changed module takes all tenants with
# it, but of tenants with the same code only the first: Terraform would say the same of each.
# env: BASE     commit to compare with; empty or unknown: everything is taken
# env: TENANTS  folder that holds a folder for each tenant
# env: MODULES  folder of the modules
# out: folders  how many; their names are in changed-folders of the temporary folder, files in changed-files
# exit: 0 told
set -euo pipefail

# What Git fails to list must not pass for unchanged: a file keeps its exit code, a pipe into a loop would not.
git ls-files --stage -z -- ":(glob)$TENANTS/**/*.tf" ":(glob)$TENANTS/**/.terraform.lock.hcl" ":(glob)$MODULES/**/*.tf" > "$RUNNER_TEMP/code-files"
if [ -n "$BASE" ] && git rev-parse --quiet --verify "$BASE^{commit}" > /dev/null; then
  git diff --name-only --no-renames -z "$BASE" HEAD -- "$TENANTS" "$MODULES" > "$RUNNER_TEMP/paths"
else
  git ls-files -z -- "$TENANTS" "$MODULES" > "$RUNNER_TEMP/paths"
fi

declare -A code=() taken=() same=()
module_changed=false
# Whatever has code of Terraform is a folder to validate; the ids of its code tell whether two are the same.
while IFS= read -r -d '' entry; do
  path=${entry#*$'\t'} id=${entry%%$'\t'*}
  code[${path%/*}]+="${path##*/} $id "
done < "$RUNNER_TEMP/code-files"

: > "$RUNNER_TEMP/changed-files"
while IFS= read -r -d '' path; do
  if [[ "$path" == *.@(tf|tfvars) && -f "$path" && ! -L "$path" ]]; then printf '%s\0' "$path" >> "$RUNNER_TEMP/changed-files"; fi
  if [[ "$path" == "$MODULES"/* ]]; then module_changed=true; fi
  while [[ "$path" == */* ]]; do
    path=${path%/*}
    if [ -n "${code["$path"]:-}" ]; then taken["$path"]=yes; fi
  done
done < "$RUNNER_TEMP/paths"

: > "$RUNNER_TEMP/changed-folders"
count=0
while IFS= read -r -d '' folder; do
  [ "${taken["$folder"]:-}" = yes ] || { [ "$module_changed" = true ] && [[ "$folder" == "$TENANTS"/* ]]; } || continue
  # The depth belongs to it: sources of modules are relative.
  if [[ "$folder" == "$TENANTS"/* ]]; then
    key="${folder//[^\/]/} ${code["$folder"]}"
    [ -z "${same["$key"]:-}" ] || continue
    same["$key"]=$folder
  fi
  printf '%s\0' "$folder" >> "$RUNNER_TEMP/changed-folders"
  count=$((count + 1))
done < <([ "${#code[@]}" = 0 ] || printf '%s\0' "${!code[@]}" | LC_ALL=C sort --zero-terminated)
echo "Folders of Terraform to validate: $count."
printf 'folders=%s\n' "$count" >> "$GITHUB_OUTPUT"
