#!/usr/bin/env bash
# One gate on the Python code of every service: ruff check, ruff format --check, mypy or bandit.
# env: GATE      lint, format, types or security
# env: MODE      block: findings fail; ratchet: only those in changed files count; report: findings are told
# env: SERVICES  one line for each service: folder, a tab, source in it
# env: BASE      commit that ratchet compares with; empty: the one before
# exit: 0 passed, 1 findings, 2 the gate itself could not run
set -euo pipefail
root=$PWD
failed=0

broken() {
  echo "::error::$1"
  exit 2
}

# In a ratchet, mypy still reads what a changed file imports, but is silent about it.
check() {
  local quiet=()
  [ "$MODE" != ratchet ] || quiet=(--follow-imports=silent)
  case "$GATE" in
    lint) ruff check --output-format=full --force-exclude -- "$@" ;;
    format) ruff format --check --diff --force-exclude -- "$@" ;;
    types) mypy "${quiet[@]}" -- "$@" ;;
    security) scan "$@" ;;
    *) broken "\"$GATE\" is no gate: lint, format, types or security." ;;
  esac
}

# bandit passes over a file that it cannot read, and says so only in its report.
scan() {
  local report code=0
  report=$(bandit --recursive --format txt -- "$@") || code=$?
  if [[ "$report" != *'Files skipped (0):'* ]]; then code=2; fi
  [ "$code" = 0 ] || echo "$report"
  return "$code"
}

# Puts what is to be checked into `targets`.
choose() {
  local list changed path
  targets=("$source")
  [ -n "$source" ] && [ -n "$(find "./$source" -name '*.py' -print -quit)" ] ||
    broken "There is no Python code in \"$source\" of $folder. Correct the source in the definition."
  [ "$MODE" = ratchet ] || return 0
  list=$(mktemp)
  git diff --name-only -z --relative --diff-filter=d "${BASE:-HEAD^}" -- "$source" > "$list" ||
    broken "There is no commit ${BASE:-before this one} to compare with. Check out the whole history (fetch-depth: 0)."
  mapfile -d '' -t changed < "$list"
  rm "$list"
  targets=()
  for path in "${changed[@]}"; do if [[ "$path" == *.py ]]; then targets+=("$path"); fi; done
}

while IFS=$'\t' read -r -u 3 folder source; do
  cd "$root/$folder" || broken "There is no folder \"$folder\". Correct the service in the definition."
  choose
  [ "${#targets[@]}" -gt 0 ] || { echo "$folder: no changed Python file." && continue; }
  code=0
  check "${targets[@]}" || code=$?
  case "$code" in
    0) echo "$folder: passed." ;;
    1) failed=1 ;;
    *) broken "$GATE could not run in $folder (exit $code). Its output above says why." ;;
  esac
done 3<<< "$SERVICES"

if [ "$failed" = 1 ] && [ "$MODE" = report ]; then
  echo "::warning::$GATE has findings. The definition only reports them."
  exit 0
fi
[ "$failed" = 0 ] || echo "::error::$GATE has findings; they are above. See the same with the tool's own command in your checkout."
exit "$failed"
