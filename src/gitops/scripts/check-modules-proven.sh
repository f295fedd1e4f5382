#!/usr/bin/env bash
# Lets a tenant go on only with the modules and the code that the environment before has applied. Variable files of
# environments may be newer. The proof is GitHub's: its record of the run, and what Git has at the commit of that run.
# env: GH_TOKEN    token with actions: read and contents: read
# env: TENANT      name of the tenant
# env: SOURCE      environment that must have applied it
# env: WORKFLOW    file name of the workflow that must have
# env: RUN         run of its newest deployment there; empty: there is none
# env: TENANTS     folder that holds a folder for each tenant
# env: MODULES     folder of the modules
# exit: 0 proven, 1 not
set -euo pipefail
here=$(dirname "$0")
fail() {
  echo "::error::$1"
  exit 1
}

[[ "$RUN" =~ ^[0-9]+$ ]] || fail "$TENANT was never deployed to $SOURCE. Start $WORKFLOW for it first."
code=0
run=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/actions/runs/$RUN") || code=$?
[ "$code" != 4 ] || fail "Run $RUN, which should have deployed $TENANT to $SOURCE, is not in the history. Deploy it there again."
[ "$code" = 0 ] || exit 1
field() { jq --raw-output "$1 // \"\"" <<< "$run"; }
path=$(field .path)
[ "${path%%@*}" = ".github/workflows/$WORKFLOW" ] || fail "Run $RUN is of ${path%%@*}; only $WORKFLOW proves a tenant."
[ "$(field '"\(.event) \(.head_branch) \(.head_repository.full_name)"')" = "workflow_dispatch main $GITHUB_REPOSITORY" ] ||
  fail "Run $RUN was not started by a person on main of $GITHUB_REPOSITORY: it proves nothing."
[ "$(field .conclusion)" = success ] || fail "Run $RUN ended \"$(field .conclusion)\". Deploy $TENANT to $SOURCE again, and let it succeed."
commit=$(field .head_sha)

# Prints path and digest of all files of a folder at a commit, but for the values of environments.
code_of() {
  local entries folder folders
  entries=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/contents/$1?ref=$2") || return 1
  # An answer that tells of nothing would be the same then and now.
  folders=$(jq --raw-output 'if length > 0 then .[] | select(.type == "dir") | .path else error("empty") end' <<< "${entries:-[]}") || return 1
  jq --raw-output '.[] | select(.type == "file" and (.name | endswith(".tfvars") | not)) | "\(.path) \(.sha)"' <<< "$entries"
  while IFS= read -r folder; do
    [ -z "$folder" ] || code_of "$folder" "$2" || return 1
  done <<< "$folders"
}

for folder in "$MODULES" "$TENANTS/$TENANT"; do
  applied=$(code_of "$folder" "$commit") || fail "$folder could not be read at ${commit:0:12}, which $SOURCE applied."
  wanted=$(code_of "$folder" "$GITHUB_SHA") || fail "$folder could not be read at ${GITHUB_SHA:0:12}."
  changed=$(comm -3 <(sort <<< "$applied") <(sort <<< "$wanted") | awk '{print $1}' | sort --unique | paste --serial --delimiters=' ')
  [ -z "$changed" ] || fail "$SOURCE has not applied this code: $changed. Start $WORKFLOW for $TENANT first; only variable files may be newer."
done
echo "$SOURCE has applied this code in $(field .html_url)."
