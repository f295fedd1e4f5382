#!/usr/bin/env bash
# Installs the gates' own tools, then the requirement files of a service that exist: what a repository pins wins.
# env: TOOLS         hash-locked requirements of the gates' tools
# env: REQUIREMENTS  files separated by newlines, relative to the service; each may be absent
# exit: 0 installed, other: pip could not
set -euo pipefail
installed=0

python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$TOOLS"
while read -r -u 3 file; do
  [ -n "$file" ] && [ -f "$file" ] || continue
  python -m pip install --quiet --disable-pip-version-check --requirement "$file"
  echo "Installed $file."
  installed=1
done 3<<< "$REQUIREMENTS"

if [ "$installed" = 0 ] && [ -f pyproject.toml ]; then
  # A repository that states everything in pyproject.toml: itself, and its extras or groups for development.
  extras=$(sed -nE '/^\[project\.optional-dependencies\]/,/^\[/s/^(dev|test|tests) *=.*/\1/p' pyproject.toml | paste --serial --delimiters=,)
  groups=$(sed -nE '/^\[dependency-groups\]/,/^\[/s/^(dev|test|tests) *=.*/\1/p' pyproject.toml)
  arguments=()
  # Settings of tools alone make no package.
  if grep -Eq '^\[(project|build-system)\]' pyproject.toml; then arguments+=(--editable ".${extras:+[$extras]}"); fi
  for group in $groups; do arguments+=(--group "$group"); done
  [ "${#arguments[@]}" -gt 0 ] || exit 0
  python -m pip install --quiet --disable-pip-version-check "${arguments[@]}"
  echo "Installed pyproject.toml (${extras:-no extras}; ${groups:-no groups})."
fi
