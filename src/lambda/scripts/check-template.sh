#!/usr/bin/env bash
# Checks what no linter of templates does: that the tested Python is the deployed one, that handlers exist, and that
# callers go through the alias, without which a rollback would move an alias that nobody calls.
# env: TEMPLATE   path of the SAM template
# env: PYTHON     version under test, such as 3.12
# env: FUNCTIONS  logical ids of the functions, separated by spaces
# exit: 0 fine, 1 with every problem listed
set -euo pipefail
problems=()

block() { awk -v id="$1:" '/^  [A-Za-z0-9]+:/ { inside = ($1 == id) } inside' "$TEMPLATE"; }
value() { sed -nE "s/^ +$1: *[\"']?([^\"'# ]+).*/\1/p" | head -n 1; }

globals=$(awk '/^[A-Za-z]/ { inside = ($1 == "Globals:") } inside' "$TEMPLATE")
for id in $FUNCTIONS; do
  function=$(block "$id")
  [ -n "$function" ] || { problems+=("$id is not in $TEMPLATE.") && continue; }

  runtime=$(value Runtime <<< "$function"$'\n'"$globals")
  [ "$runtime" = "python$PYTHON" ] || problems+=("$id runs on ${runtime:-no runtime}, the tests on python$PYTHON. Make them the same.")

  handler=$(value Handler <<< "$function"$'\n'"$globals")
  folder=$(value CodeUri <<< "$function"$'\n'"$globals")
  module=${handler%.*} name=${handler##*.}
  file=$(dirname "$TEMPLATE")/${folder:-.}/${module//.//}.py
  grep -Eqs "^(async )?def $name\b|^$name *[:=]|^from .* import .*\b$name\b" "$file" ||
    problems+=("$id: handler $handler is not in ${file#./}.")

  grep -Eq 'AutoPublishAlias: *(!Ref AliasName|\{ *Ref: *AliasName *\})' <<< "$function"$'\n'"$globals" ||
    grep -A1 'AutoPublishAlias: *$' <<< "$function" | grep -Eq 'Ref: *AliasName' ||
    problems+=("$id does not publish its alias. Write: AutoPublishAlias: !Ref AliasName")

  # Outside its own block and the outputs, a reference to the function itself goes past the alias.
  past=$(awk -v id="$id:" '/^[A-Za-z]/ { top = $1 } /^  [A-Za-z0-9]+:/ { own = ($1 == id) } top == "Resources:" && !own { print NR ": " $0 }' "$TEMPLATE" |
    grep -E "(GetAtt|Ref|Sub)[: ].*\b$id(\.Arn)?\b" | grep -Ev "$id(\.Alias|LogGroup|Version)" |
    grep -E 'FunctionName:|Arn:|FunctionArn:|Uri:|Target|GetAtt' || true)
  [ -z "$past" ] || problems+=("$id is called past its alias in line ${past%%:*}. Write: !Ref $id.Alias")
done

awk '/^[A-Za-z]/ { inside = ($1 == "Parameters:") } inside && /^  AliasName:/ { found = 1 } END { exit !found }' "$TEMPLATE" ||
  problems+=("$TEMPLATE has no parameter AliasName (Type: String).")

if [ "${#problems[@]}" -gt 0 ]; then
  printf '::error file='"$TEMPLATE"'::%s\n' "${problems[@]}"
  exit 1
fi
echo "$TEMPLATE deploys what is tested, through the alias."
