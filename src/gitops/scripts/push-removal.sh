#!/usr/bin/env bash
# Pushes a branch that takes the values of a destroyed tenant out, for a person to open as a pull request: the file of the
# environment, and the whole folder when no other is left. One commit of main gives one branch, whoever runs this again.
# env: GH_TOKEN     token with contents: write
# env: TENANT       name of the tenant
# env: TENANTS      folder that holds a folder for each tenant
# env: ENVIRONMENT  environment of the platform
# env: TICKET       ticket of the decision
# out: branch, gone  name of the branch; "file" or "folder"
# exit: 0 pushed, or there already; other: not
set -euo pipefail
here=$(dirname "$0")
folder=$TENANTS/$TENANT
branch=destroy-tenant/$TENANT-$ENVIRONMENT-${GITHUB_SHA:0:12}
api() { "$here/github-api.sh" "$1" "repos/$GITHUB_REPOSITORY/git/$2" --header 'Content-Type: application/json' --data @-; }

file=$folder/$ENVIRONMENT.tfvars
# Of the two layouts one has a single file.
[ -f "$file" ] || file=$folder/terraform.tfvars
gone='file'
paths=("$file")
others=$(find "$folder" -maxdepth 1 \( -name '*.tfvars' -o -name '*.tfvars.json' \) ! -path "$file" ! -name '*.auto.tfvars*')
if [ -z "$others" ]; then
  gone='folder'
  mapfile -d '' -t paths < <(git ls-files -z -- "$folder")
fi

printf 'branch=%s\ngone=%s\n' "$branch" "$gone" >> "$GITHUB_OUTPUT"
code=0
"$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/ref/heads/$branch" > /dev/null || code=$?
if [ "$code" = 0 ]; then
  echo "$branch is there already."
  exit 0
fi
[ "$code" = 4 ] || exit 1
base=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/commits/$GITHUB_SHA" | jq --raw-output .tree.sha)
tree=$(printf '%s\0' "${paths[@]}" | jq --raw-input --slurp --arg base "$base" \
  '{base_tree: $base, tree: (rtrimstr("\u0000") | split("\u0000") | map({path: ., mode: "100644", type: "blob", sha: null}))}' |
  api POST trees | jq --raw-output .sha)
message="chore: $TENANT is destroyed in $ENVIRONMENT ($TICKET)"
commit=$(jq --null-input --arg message "$message" --arg tree "$tree" --arg parent "$GITHUB_SHA" \
  '{message: $message, tree: $tree, parents: [$parent]}' | api POST commits | jq --raw-output .sha)
jq --null-input --arg ref "refs/heads/$branch" --arg sha "$commit" '{ref: $ref, sha: $sha}' | api POST refs > /dev/null
echo "Pushed $branch, which takes out ${#paths[@]} files."
