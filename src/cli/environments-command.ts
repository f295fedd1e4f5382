import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { chosenFrom, defineAll, loadFleet } from '../fleet/definitions';
import type { Action } from '../fleet/environments/render';
import type { ExitCode, Surroundings } from '../fleet/surroundings';
import { GitOpsRepo } from '../gitops/gitops-repo';
import { LambdaRepo } from '../lambda/lambda-repo';

interface Options {
  readonly definitions: string;
  readonly json: boolean;
  readonly allowWeaker?: boolean;
}

const ACTIONS = [
  {
    name: 'plan',
    says: 'Show what would be set in GitHub, and why; sets nothing',
    codes: '0 as defined, 2 not, 1 error',
  },
  { name: 'apply', says: 'Set it; nothing becomes weaker', codes: '0 as defined, 1 something is left, or error' },
  { name: 'check', says: 'Find what is not as defined', codes: '0 as defined, 2 not, 1 error' },
] as const;

const TOKEN = `
GITHUB_TOKEN or GH_TOKEN, or a GitHub App, needs in each repository administration and environments (write), actions and
metadata (read); in the organisation members (read, write for notifications) and plan (read).`;

/** `projen-fleet environments`: GitHub environments, reviewers, rules of main and of actions, from the definitions. */
export function addEnvironments(
  program: Command,
  fleet: () => Option,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  const environments = program
    .command('environments')
    .description("GitHub's settings of repositories: environments, reviewers, rules of main, actions")
    .addHelpText(
      'after',
      `${TOKEN}\n\nExit codes: 0 as defined, 2 not (plan, check), 1 something is left, or error\nExample:    projen-fleet environments plan`,
    );
  for (const { name, says, codes } of ACTIONS) {
    const command = environments
      .command(`${name} [repositories...]`)
      .description(says)
      .addOption(fleet())
      .option('--json', 'print JSON', false)
      .addHelpText('after', `${TOKEN}\n\nExit codes: ${codes}\nExample:    projen-fleet environments ${name}`)
      .action(async (names: string[], options: Options) => {
        finish(await run(name, names, options, surroundings));
      });
    if (name !== 'check') command.option('--allow-weaker', 'change also what is stricter than the definition', false);
  }
}

/** GitHub's client is loaded only here. */
async function run(
  action: Action,
  names: readonly string[],
  { definitions, json, allowWeaker = false }: Options,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { cwd } = surroundings;
  const all = defineAll(loadFleet(definitions, cwd), join(tmpdir(), 'unwritten')).map(({ project }) => project);
  const [{ signIn }, { desiredOf }, { runEnvironments }] = await Promise.all([
    import('../fleet/github/sign-in'),
    import('../fleet/environments/desired'),
    import('../fleet/environments/run'),
  ]);
  const wanted = chosenFrom(all, names).flatMap((project) =>
    project instanceof LambdaRepo || project instanceof GitOpsRepo ? [desiredOf(project.model)] : [],
  );
  const { github } = signIn(surroundings);
  return runEnvironments(wanted, { action, json, allowWeaker }, github, surroundings);
}
