/**
 * `python` whose pip answers at once what it has answered before: reading what is installed takes it seconds, each job
 * of each story asks, and neither the locked Python nor the index, which is out of reach, ever changes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text of a program. A success is kept in a folder below `folder`, by the options and the bytes of the requirement
 * files; what fails, or asks for more than named packages, is asked of the real pip each time.
 */
export function pythonWithMemory(python: string, folder: string): string {
  const memory = join(folder, 'pip');
  mkdirSync(memory);
  return `#!/usr/bin/env bash
real='${python}'
[ "\${1-} \${2-} \${3-}" = '-m pip install' ] || exec "$real" "$@"
asked=() files=() before=''
for argument in "\${@:4}"; do
  case "$before $argument" in
    '--requirement '*) files+=("$argument") ;;
    *' --quiet' | *' --disable-pip-version-check' | *' --require-hashes' | *' --requirement') asked+=("$argument") ;;
    *) exec "$real" "$@" ;;
  esac
  before=$argument
done
# Files that lead to other files are not known by their own bytes.
if grep -Eqs '^[[:space:]]*(-[rce]|--(requirement|constraint|editable|find-links)|[./]|file:)' "\${files[@]}"; then exec "$real" "$@"; fi
# Each job has its checkout elsewhere: the same file has many paths.
known=$(printf '%s\\n' "\${asked[@]}" "\${PIP_NO_INDEX-}" | cat - "\${files[@]}" 2>&1 | sha256sum)
answer='${memory}'/\${known%% *}
if [ ! -e "$answer" ]; then
  # Who asks the same meanwhile waits for the answer: another one would take its seconds again. Not every machine can lock.
  exec 9> "$answer.lock"
  flock 9 2> /dev/null || true
fi
if [ ! -e "$answer" ]; then
  said=$(mktemp "$answer.XXXXXX")
  "$real" "$@" > "$said" || {
    code=$?
    cat "$said"
    exit "$code"
  }
  mv "$said" "$answer"
fi
cat "$answer"
`;
}
