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

check() {
  case "$GATE" in
    lint) ruff check --output-format=full "$@" ;;
    format) ruff format --check --diff "$@" ;;
    types) mypy "$@" ;;
    security) bandit --quiet --recursive "$@" ;;
    *)
      echo "::error::\"$GATE\" is no gate: lint, format, types or security." >&2
      return 2
      ;;
  esac
}

while IFS=$'\t' read -r folder source; do
  cd "$root/$folder"
  targets=("$source")
  if [ "$MODE" = ratchet ]; then
    mapfile -t targets < <(git diff --name-only --relative --diff-filter=AMR "${BASE:-HEAD^}" -- "$source" | grep '\.py$' || true)
    [ "${#targets[@]}" -gt 0 ] || { echo "$folder: no changed Python file." && continue; }
  fi
  code=0
  check "${targets[@]}" || code=$?
  case "$code" in
    0) echo "$folder: passed." ;;
    1) failed=1 ;;
    *)
      echo "::error::$GATE could not run in $folder (exit $code). Its output above says why."
      exit 2
      ;;
  esac
done <<< "$SERVICES"

if [ "$failed" = 1 ] && [ "$MODE" = report ]; then
  echo "::warning::$GATE has findings. The definition only reports them."
  exit 0
fi
[ "$failed" = 0 ] || echo "::error::$GATE has findings; they are above. See the same with the tool's own command in your checkout."
exit "$failed"
