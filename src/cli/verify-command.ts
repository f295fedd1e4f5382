import { relative, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { EXIT, messageOf, UsageError, type ExitCode, type Surroundings } from '../fleet/surroundings';
import type { Verified } from '../verify/formats/verified';
import type { Finding } from '../verify/verify';
import type { ExpectedOutput } from './expected-output';
import { ownPackage } from './own-package';

interface Options {
  readonly format: string;
  readonly rule: string[];
  readonly expected: boolean;
  readonly definitions: string;
}

/** `projen-fleet verify`: defects of any workflows, written by hand or generated. */
export function addVerify(
  program: Command,
  fleet: Option,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('verify [paths...]')
    .description('Find defects in the workflows of repositories, written by hand or generated')
    .addOption(
      new Option('--format <name>', 'how findings are printed')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .option(
      '--rule <id>',
      'judge only this rule (repeatable)',
      (id: string, all: readonly string[]) => [...all, id.toUpperCase()],
      [],
    )
    .option('--expected', 'judge also what the definition of each repository expects of its workflows', false)
    .addOption(fleet)
    .addHelpText(
      'after',
      '\nExit codes: 0 none, 1 could not read, or error, 2 findings, or something expected is absent\nExample:    projen-fleet verify . --format json',
    )
    .action(async (paths: string[], options: Options) => {
      finish(await verifyPaths(paths.length === 0 ? ['.'] : paths, options, surroundings));
    });
}

/** The rules are loaded only here: other commands should not wait for GitHub's parser. */
async function verifyPaths(
  paths: readonly string[],
  { format, rule, expected, definitions }: Options,
  { cwd, now, print }: Surroundings,
): Promise<ExitCode> {
  if (expected && format !== 'text' && format !== 'json')
    throw new UsageError(`What is expected is printed as text or json, not as ${format}. Leave out --expected.`);
  const [{ RULES }, { findRepositories }, { UNREADABLE, verify }] = await Promise.all([
    import('../verify/rules'),
    import('../verify/find-repositories'),
    import('../verify/verify'),
  ]);
  const unknown = rule.filter((id) => !RULES.some((each) => each.id === id));
  if (unknown.length > 0)
    throw new UsageError(`There is no rule ${unknown.join(', ')}. Use ${RULES.map(({ id }) => id).join(', ')}.`);
  const found = paths.flatMap((path) => {
    const full = resolve(cwd, path);
    const repositories = readable(path, () => findRepositories(full));
    if (repositories.length === 0)
      throw new UsageError(
        `${path} has no workflows. Name a repository, a folder of repositories, or a workflow file.`,
      );
    return repositories;
  });
  const single = found.length === 1;
  // What is expected is judged by all rules, whichever are printed.
  const verified = found.map((each) => ({ ...each, findings: verify(each.repository, expected ? [] : rule, now) }));
  const wanted = ({ id }: Finding): boolean => rule.length === 0 || id === UNREADABLE || rule.includes(id);
  const findings = verified.flatMap(({ root, findings: all }) => {
    const prefix = single ? '' : `${relative(cwd, root).split('\\').join('/')}/`;
    return all.filter(wanted).map((finding) => under(prefix, finding));
  });
  const files = found.reduce((sum, each) => sum + each.files, 0);
  const judged = expected ? (await import('./expected-output')).expectAll(verified, definitions, cwd) : undefined;
  print(await render({ findings, files }, format, judged));
  return findings.length === 0 && judged?.absent !== true ? EXIT.done : EXIT.differs;
}

function readable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/** Files of several repositories are told from where the command was started. */
function under(prefix: string, finding: Finding): Finding {
  const chain = finding.chain.map((link) => ({ ...link, file: `${prefix}${link.file}` }));
  return { ...finding, file: `${prefix}${finding.file}`, chain };
}

async function render(verified: Verified, format: string, judged: ExpectedOutput | undefined): Promise<string> {
  if (format === 'json') return (await import('../verify/formats/json')).toJson(verified, judged?.fields);
  if (format === 'sarif') return (await import('../verify/formats/sarif')).toSarif(verified, ownPackage().version);
  if (format === 'github') return (await import('../verify/formats/github')).toGitHub(verified);
  const text = (await import('../verify/formats/text')).toText(verified);
  return judged === undefined ? text : `${text}\n\n${judged.text}`;
}
