/** Programs that come first on the path of rehearsed jobs: quick ones, and those whose time is the stage's. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../runner/shells';
import type { QuickTools } from '../tools/quick-tools';

export interface ProgramPlaces {
  /** File with the stage's time. */
  readonly clock: string;
  /** Folder of the locked tools. */
  readonly tools: string;
  /** Versions of Python that repositories ask for. */
  readonly pythons: readonly string[];
  /** Where programs of the machine are found. */
  readonly path: string;
}

/** Where Terraform lies for jobs that have set it up: no machine of GitHub brings it. */
export const setUpIn = (programs: string): string => join(programs, 'set-up');

/** Makes the folder; the caller removes it. */
export function createPrograms(quick: QuickTools['programs'], { clock, tools, pythons, path }: ProgramPlaces): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const shims = pythons.map((version) => [`python${version}`, pythonFor(version, tools)] as const);
  const own = { date: dateAt(clock, folder), sleep: sleepAt(clock), terraform: NO_TERRAFORM };
  const all = { ...quick, ...own, ...Object.fromEntries(shims) };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  mkdirSync(setUpIn(folder));
  const terraform = findProgram('terraform', path);
  if (terraform !== undefined) symlinkSync(terraform, join(setUpIn(folder), 'terraform'));
  return folder;
}

/** What bash says of a program that is not there; else the one of this machine would be found behind this folder. */
const NO_TERRAFORM = `#!/usr/bin/env bash
echo 'terraform: command not found' >&2
exit 127
`;

/** Time of the stage, in seconds: as far ahead of the machine as the file says. No program is started for it. */
function nowAt(clock: string): string {
  return `ahead=$(< '${clock}')
now=$(((\${EPOCHREALTIME//[!0-9]/} / 1000 + ahead) / 1000))`;
}

/** Time passes at once, for all of the stage. */
function sleepAt(clock: string): string {
  return `#!/usr/bin/env bash
set -euo pipefail
ahead=$(< '${clock}')
next='${clock}'.$$
echo "$((ahead + \${1%%.*} * 1000))" > "$next"
mv "$next" '${clock}'
`;
}

/**
 * The real \`date\`, with the stage's time for "now". It is looked for everywhere but here: what a job sets up may come
 * before this folder on the path.
 */
function dateAt(clock: string, folder: string): string {
  return `#!/usr/bin/env bash
set -euo pipefail
real() { PATH=\${PATH//'${folder}':/} date "$@"; }
${nowAt(clock)}
if [ "$*" = +%s ]; then echo "$now"; exit; fi # asked for most often
arguments=() when=''
while [ $# -gt 0 ]; do
  case "$1" in
    --date=*) when=\${1#--date=} ;;
    --date | -d) when=$2; shift ;;
    --reference=* | --file=* | -r | -f) real "\${arguments[@]}" "$@"; exit ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
case "$when" in
  '' | now) when=@$now ;;
  @* | [0-9][0-9][0-9][0-9]-*) ;;
  [0-9]*:[0-9]*) when="$(real --date="@$now" +%F) $when" ;;
  *) when="$(real --date="@$now" '+%F %T') $when" ;;
esac
real "\${arguments[@]}" --date="$when"
`;
}

/** SAM builds only with the Python of the function. Where this machine has another, it stands in and says yes. */
function pythonFor(version: string, tools: string): string {
  return `#!/usr/bin/env bash
# Stands for Python ${version}: the machine's own runs the code, and SAM's question for the version is answered.
if [ "\${1:-}" = -c ] && [[ "\${2:-}" == *"assert sys.version_info"* ]]; then exit 0; fi
exec '${join(tools, 'python')}' "$@"
`;
}
