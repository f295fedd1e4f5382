import { placeOfCall, type Action, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Place } from '../read/tree';
import type { Call } from '../shell/calls';
import type { Word } from '../shell/syntax';

/** Variables that the runner, its image or well-known actions set. */
const PROVIDED =
  /^(GITHUB|RUNNER|ACTIONS|AWS|AZURE|ARM|GOOGLE|GCLOUD|GCP|CLOUDSDK|BASH|XDG|INPUT|ANDROID|CHROME|EDGE|GECKO|SELENIUM|VCPKG|PIPX|DOTNET|HOMEBREW|JAVA|GRADLE|MAVEN|GO|NVM|CONDA|DEBIAN|AGENT|LC|SAM|TF_CLI|npm|DOCKER|BUILDX|RUST|CARGO|PYTHON)_?|^(HOME|PATH|USER|LOGNAME|PWD|OLDPWD|SHELL|CI|TMPDIR|TEMP|TMP|LANG|HOSTNAME|RANDOM|SECONDS|LINENO|EPOCHSECONDS|EPOCHREALTIME|IFS|UID|EUID|GID|PPID|OPTARG|OPTIND|REPLY|PIPESTATUS|FUNCNAME|TERM|EDITOR|COLUMNS|LINES|SHLVL|MAPFILE|COMP_\w+|NF|NR|ENV|OSTYPE|HOSTTYPE|MACHTYPE|DIRSTACK|SRANDOM|PS4|VIRTUAL_ENV|NODE_ENV|KUBECONFIG|ImageOS|ImageVersion|STATS_\w+|LEIN_\w+|POWERSHELL_\w+|SWIFT_PATH|SGX_\w+|BOOTSTRAP_\w+|ACCEPT_EULA|PERFLOG_\w+|FORCE_COLOR|NO_COLOR|LD_LIBRARY_PATH)$/;
/** Actions that export only variables that are provided above. */
const QUIET =
  /^(actions\/|aws-actions\/|hashicorp\/|docker\/|opentofu\/|astral-sh\/|codecov\/|slackapi\/|azure\/login|google-github-actions\/|softprops\/|peter-evans\/|aquasecurity\/|bridgecrewio\/|pnpm\/|marocchino\/|dorny\/paths-filter)/i;

interface Unset {
  readonly name: string;
  readonly place: Place;
}

/** Whether `env.NAME` may have a value in a job or an action. */
export function isExported(repository: Repository, owner: Job | Action, name: string): boolean {
  if (owner.kind === 'action' || PROVIDED.test(name)) return true;
  const entries = [owner.workflow.env, owner.env, ...owner.steps.map(({ env }) => env)];
  if (entries.some((each) => each.some(({ key }) => key === name))) return true;
  const given = exportsOf(repository, owner);
  return given === undefined || given.has(name);
}

/** Variables that steps of a job give to later ones; undefined where any may be. */
function exportsOf(repository: Repository, owner: Job | Action): Set<string> | undefined {
  const names = new Set<string>();
  const steps = owner.kind === 'job' ? repository.stepsOf(owner) : owner.steps;
  for (const step of steps) {
    const uses = step.uses?.text;
    const local = repository.actionOf(step) !== undefined;
    if (uses !== undefined && !local && !QUIET.test(uses)) return undefined;
    const script = step.run?.text ?? '';
    if (!script.includes('GITHUB_ENV') && !step.commands.some(({ text }) => /\.(sh|py|js)\b/.test(text))) continue;
    const written = [...script.matchAll(/\b([A-Za-z_]\w*)(?:=|<<)/g)].map(([, name = '']) => name);
    if (written.length === 0 || /(cat|jq|env|printenv|sed|grep)\b[^\n]*>>?\s*"?\$\{?GITHUB_ENV/.test(script))
      return undefined;
    if (!script.includes('GITHUB_ENV')) return undefined;
    for (const name of written) names.add(name);
  }
  return names;
}

/** Shell variables in capitals that a script uses and nothing sets; each once. */
export function unsetVariables(repository: Repository, owner: Job | Action): Unset[] {
  const exported = exportsOf(repository, owner);
  // A container brings variables of its own.
  const contained = owner.kind === 'job' && owner.tree.entries.some(({ key }) => key === 'container');
  if (exported === undefined || contained) return [];
  const outside = owner.kind === 'job' ? [...owner.workflow.env, ...owner.env] : [];
  const told = new Set<string>();
  return owner.steps.flatMap((step) => {
    if (step.run === undefined || isOpen(step)) return [];
    const set = new Set([...outside, ...step.env].map(({ key }) => key));
    for (const name of assigned(step)) set.add(name);
    return uses(step).filter(({ name }) => {
      const missing =
        /^[A-Z][A-Z0-9_]{2,}$/.test(name) &&
        !PROVIDED.test(name) &&
        !set.has(name) &&
        !exported.has(name) &&
        !told.has(name);
      if (missing) told.add(name);
      return missing;
    });
  });
}

/** A script that reads others, or evaluates text, may set anything; one that a container or another machine runs, too. */
function isOpen(step: Step): boolean {
  return step.commands.some(({ name, args }) => {
    return /^(source|\.|eval|ssh|docker)$/.test(name) || (name === 'export' && (args[0] ?? '').startsWith('$'));
  });
}

function assigned(step: Step): string[] {
  const text = step.run?.text ?? '';
  const written = [
    ...text.matchAll(
      /(?:^|[\s;(&|"'`{])(?:export |local |declare (?:-\w+ )?|readonly |typeset )?([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=|\bfor\s+(\w+)\b|\bprintf -v (\w+)|\$\{(\w+):?=/gm,
    ),
  ];
  const read = step.commands
    .filter(({ name }) => /^(read|mapfile|readarray|getopts|export|local|declare|unset|let|select)$/.test(name))
    .flatMap(({ args }) => args.map((arg) => arg.replace(/=.*/, '')));
  return [...written.flatMap((found) => found.slice(1).filter(Boolean)), ...read];
}

function uses(step: Step): Unset[] {
  return step.commands.flatMap((call) => {
    const bodies = call.redirects.flatMap(({ target, body }) => (body === undefined ? [target] : [target, body]));
    const words = [...call.words, ...call.assignments.map(({ value }) => value), ...bodies];
    return words.flatMap((word) =>
      namesIn(word).map((name) => ({ name, place: placeOfCall(step, offsetOf(call, word)) })),
    );
  });
}

function offsetOf(call: Call, word: Word): number {
  return word.offset === 0 ? call.offset : word.offset;
}

/** Variables that are expanded without a default. */
function namesIn(word: Word): string[] {
  return word.parts.flatMap((part) =>
    part.kind === 'variable' && !/^:?[-+=?]/.test(part.modifier) ? [part.name] : [],
  );
}
