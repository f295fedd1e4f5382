#!/usr/bin/env bash
# Tells what came of each tenant of the list, and what is left, as lists to paste into the next run.
# env: OPERATION    what was done
# env: ENVIRONMENT  environment of the platform
# env: LIMIT        how many tenants the table shows, those that need people first
# exit: 0 all taken, 1 some failed or are left
set -euo pipefail
bulk=$RUNNER_TEMP/bulk
[ -f "$bulk/list" ] || { echo '::error::Nothing was begun: there is no list.' && exit 1; }
mkdir -p "$bulk/tenants"
find "$bulk/tenants" -name result.json -exec cat {} + > "$bulk/results"
count() { jq --slurp --arg result "$1" 'map(select(.result == $result)) | length' "$bulk/results"; }
names() { jq --raw-output --arg pattern "$1" 'select(.result | test($pattern)) | .tenant' "$bulk/results" | LC_ALL=C sort; }
# An input takes 65,535 letters: longer lists come in parts.
paste_line() { paste --serial --delimiters=' ' | fold --spaces --width=60000 | sed 's/^/    /'; }

jq --raw-output .tenant "$bulk/results" | LC_ALL=C sort > "$bulk/taken"
left=$(LC_ALL=C comm -23 "$bulk/list" "$bulk/taken")
again=$(names '^(failed|locked)$')
{
  printf '### %s in %s\n\n%s done, %s failed, %s locked, %s left alone, %s not begun.\n\n| tenant | | what happened | seconds |\n| --- | --- | --- | --- |\n' \
    "$OPERATION" "$ENVIRONMENT" "$(count 'done')" "$(count failed)" "$(count locked)" "$(count skipped)" "$(grep --count . <<< "$left" || true)"
  # Messages are text of whoever wrote the code of a tenant: nothing in them may become markup.
  jq --slurp --raw-output --argjson limit "$LIMIT" '
    def cell: tostring | gsub("[\r\n]+"; " ") | .[:300] | gsub("(?<c>[\\\\|<>&@`*_\\[\\]])"; "\\\(.c)");
    sort_by((.result as $it | ["failed", "locked", "skipped", "done"] | index($it)), .tenant) as $rows
    | ($rows[:$limit][] | "| \(.tenant) | \(.result | if . == "failed" then "**failed**" else . end) | \(.told | cell) | \(.seconds) |"),
      (if ($rows | length) > $limit then "\n\(($rows | length) - $limit) more are done." else empty end)' "$bulk/results"
  if [ -n "$left" ]; then printf '\n**Not begun; to go on with them:**\n\n%s\n' "$(paste_line <<< "$left")"; fi
  if [ -n "$again" ]; then printf '\n**Failed or locked; to try them again when that is mended:**\n\n%s\n' "$(paste_line <<< "$again")"; fi
} | tee --append "$GITHUB_STEP_SUMMARY"
locked=$(count locked)
[ "$locked" = 0 ] || echo "::warning::$locked tenants were locked and not touched."
if [ "$(count failed)" != 0 ] || [ -n "$left" ]; then
  echo "::error::Not all tenants were taken. The summary says why, and has lists to paste into the next run."
  exit 1
fi
