#!/usr/bin/env bash
# Checks what no linter of templates does: that the tested Python is the deployed one, that handlers exist, and that
# callers go through the alias, without which a rollback would move an alias that nobody calls.
# It reads YAML as people write templates: two spaces for each level, a key on each line.
# env: TEMPLATE   path of the SAM template
# env: PYTHON     version under test, such as 3.12
# env: FUNCTIONS  logical ids of the functions, separated by spaces
# exit: 0 fine, 1 with every problem listed
set -euo pipefail
problems=()

[ -f "$TEMPLATE" ] && [ -n "$FUNCTIONS" ] || {
  echo "::error::There is no template \"$TEMPLATE\", or the definition names no function. Correct the definition."
  exit 1
}
text=$(sed -e 's/\r$//' -e 's/^ *#.*//' "$TEMPLATE")

# An entry of a part of the template, without its indentation: entry Resources MyFunction 6
entry() {
  awk -v part="$1:" -v id="$2:" '/^[A-Za-z]/ { top = $1; inside = 0 } top == part && /^  [^ ]/ { inside = ($1 == id) } inside' <<< "$text" |
    sed -nE "s/^ {$3}//p"
}
# A property of the function, or of all functions; its value may be on the next line.
property() {
  awk -v key="$1:" 'index($0, key) == 1 { value = substr($0, length(key) + 1); if (value ~ /^ *(#.*)?$/) { getline; value = $0 }; print value; exit }' <<< "$function"$'\n'"$globals" |
    sed -E -e 's/ +#.*$//' -e 's/^ +| +$//g' -e "s/^([\"'])(.*)\1$/\2/"
}

globals=$(entry Globals Function 4)
alias="^(!Ref +|\{? *(Ref|Fn::Ref): *)[\"']?AliasName[\"']? *\}?$"
for id in $FUNCTIONS; do
  function=$(entry Resources "$id" 6)
  [ -n "$(entry Resources "$id" 4)" ] || { problems+=("$id is not in $TEMPLATE.") && continue; }

  runtime=$(property Runtime)
  [ "$runtime" = "python$PYTHON" ] || problems+=("$id runs on ${runtime:-no runtime}, the tests on python$PYTHON. Make them the same.")

  handler=$(property Handler)
  folder=$(property CodeUri)
  module=${handler%.*} name=${handler##*.}
  path=$(dirname "$TEMPLATE")/${folder:-.}/${module//.//}
  [[ "$handler" == *.* ]] &&
    grep -Pzqs "(?m)^((async )?def $name\b|$name *[:=]|from .* import (\([^)]*|.*)\b$name\b)" "$path.py" "$path/__init__.py" ||
    problems+=("$id: handler ${handler:-(none)} is not in ${path#./}.py.")

  [[ "$(property AutoPublishAlias)" =~ $alias ]] ||
    problems+=("$id does not publish its alias. Write: AutoPublishAlias: !Ref AliasName")

  # Outside its own block and the outputs, its ARN or its name as a target go past the alias. A value may take three lines.
  ref="(!Ref |!Sub |\{? ?(Ref|Fn::Sub): ?)[\"']?(\\$\{)?$id\}?[\"']?( |,|\}|$)"
  past=$(awk -v id="$id:" '/^[A-Za-z]/ { top = $1; own = 0 } /^  [^ ]/ { own = ($1 == id) }
    { line = $0; gsub(/ +/, " ", line) } top == "Resources:" && !own { print NR ":" before2 before line } { before2 = before; before = line }' <<< "$text" |
    grep -E -m 1 -e "\b$id\.Arn\b" -e "GetAtt[\"']?:? ?(\[ ?|- )[\"']?${id}[\"']?(,| -) ?[\"']?Arn" \
      -e "function:\\$\{$id\}([^:]|$)" -e "([Ff]unction|[Aa]rn|[Uu]ri|[Tt]arget|[Ll]ambda)[A-Za-z]*: ?$ref" || true)
  [ -z "$past" ] || problems+=("$id is called past its alias in line ${past%%:*}. Write: !Ref $id.Alias")
done

[ -n "$(entry Parameters AliasName 2)" ] || problems+=("$TEMPLATE has no parameter AliasName (Type: String).")

if [ "${#problems[@]}" -gt 0 ]; then
  for problem in "${problems[@]}"; do printf '::error file=%s::%s\n' "$TEMPLATE" "$problem"; done
  exit 1
fi
echo "$TEMPLATE deploys what is tested, through the alias."
