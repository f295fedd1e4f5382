#!/usr/bin/env bash
# Tells what in a plan is drift, and what is a difference of which a declared rule says that it means nothing. Names of
# attributes are told, values are not.
# usage: judge-plan.sh PLAN, which is the plan as JSON
# env: RULES  file of the rules: address, attribute, reason
# exit: 0 printed: drift and ignored, as JSON
set -euo pipefail

jq --compact-output --slurpfile rules "$RULES" '
  def at($path): try getpath($path) catch null;
  def text: map(if type == "number" then "[\(.)]" else ".\(.)" end) | join("") | ltrimstr(".");
  def is($pattern): test("\\A" + ($pattern | gsub("(?<c>[^A-Za-z0-9_*])"; "\\\(.c)") | gsub("[*]"; ".*")) + "\\z");
  def replaced: .actions | length > 1;
  def differing: . as {$before, $after} | [.after_unknown // {} | paths(. == true)] as $unknown
    | ([$before, $after | paths(type != "object" and type != "array")] | unique
      | map(select(. as $path | ($before | at($path)) != ($after | at($path))))) as $known
    # What is made again gets new ids and the like: there counts what made it necessary.
    | if replaced
      then [.replace_paths[]?] + ($known | map(select(. as $path | any($unknown[]; . == $path[:length]) | not)))
      else $known + $unknown end
    | map(text) | unique;
  def rule($address; $attribute): [$rules[0][] | . as $rule | select($address | is($rule.address))
    | select(.attribute == "*" or .attribute == $attribute or ($attribute | startswith("\($rule.attribute).") or startswith("\($rule.attribute)[")))];
  def judged: . as {$address} | (.change.actions | join(", then ")) as $action
    # A resource that comes or goes has one attribute: all of it.
    | (if .change | .before == null or .after == null then ["*"] else .change | differing end) as $attributes
    | ($attributes | map({attribute: ., rules: rule($address; .)})) as $all
    | {address: $address, action: $action, attributes: ($all | map(select(.rules == []) | .attribute)),
       ignored: ($all | map(select(.rules != []) | .attribute)), reasons: ($all | map(.rules[0].reason // empty) | unique)}
    | .drifts = (.attributes != [] or .ignored == []);
  def changing: select(.change.actions - ["no-op", "read"] != []);
  [(.resource_changes[]? | changing), (.output_changes // {} | to_entries[] | {address: "output.\(.key)", change: .value} | changing)]
  | map(judged)
  # Terraform has something to do, and none of the above: it says what in its log.
  | if . == [] then [{address: "something else", action: "see the log", attributes: [], ignored: [], reasons: [], drifts: true}] else . end
  | {drift: map(select(.drifts) | {address, action, attributes: (.attributes - ["*"])}),
     ignored: map(select(.ignored != []) | {address, attributes: .ignored, reasons})}' "$1"
