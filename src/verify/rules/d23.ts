import { jobsOf, stepsIn } from '../facts/graph';
import { runnerLabels } from '../facts/runner-labels';
import { DATED_FACTS } from '../platform/platform-facts';
import { placeOfCall, sourceOf } from '../read/model';
import type { Source } from '../read/source';
import type { Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

/** Majors that GitHub no longer serves: a step that uses them fails. */
const REMOVED: Readonly<Record<string, number>> = Object.fromEntries<number>([
  ['actions/cache', 2],
  ...DATED_FACTS.filter(({ kind }) => kind === 'action-major').map(({ name }): [string, number] => {
    const [action = '', version = ''] = name.split('@v');
    return [action, Number(version)];
  }),
]);
/** Last majors on a Node version before 20, which runners have not had for years. */
const OLD_NODE: Readonly<Record<string, number>> = {
  ...{
    'actions/checkout': 3,
    'actions/setup-python': 4,
    'actions/setup-node': 3,
    'actions/setup-java': 3,
    'actions/setup-go': 4,
    'actions/setup-dotnet': 3,
  },
  ...{
    'actions/cache': 3,
    'actions/github-script': 6,
    'actions/labeler': 4,
    'actions/stale': 7,
    'aws-actions/configure-aws-credentials': 3,
  },
  ...{
    'aws-actions/amazon-ecr-login': 1,
    'aws-actions/amazon-ecs-deploy-task-definition': 1,
    'hashicorp/setup-terraform': 2,
    'aws-actions/setup-sam': 1,
  },
  ...{
    'docker/build-push-action': 4,
    'docker/login-action': 2,
    'docker/setup-buildx-action': 2,
    'docker/setup-qemu-action': 2,
    'docker/metadata-action': 4,
  },
  ...{
    'codecov/codecov-action': 3,
    'softprops/action-gh-release': 1,
    'peter-evans/create-pull-request': 5,
    'azure/login': 1,
    'google-github-actions/auth': 1,
  },
};
/** Images that are gone. */
export const RETIRED_IMAGES = /^(ubuntu-(16|18|20)\.04|windows-(2016|2019)|macos-(10\.15|11|12|13)(-(large|xlarge))?)$/;
const COMMANDS = /::(set-output|save-state|set-env|add-path)( name=|::)/;
const RUNTIMES = /^node(12|16|20)$/;

/** What GitHub has taken away. */
export const D23: Rule = {
  id: 'D23',
  title: 'Retired platform feature',
  severity: 'error',
  check(repository) {
    return [
      ...stepsIn(repository).flatMap(({ uses, owner }) =>
        uses === undefined ? [] : retiredAction(sourceOf(owner), uses.text, uses),
      ),
      ...stepsIn(repository).flatMap((step) => {
        const call = step.commands.find(({ text }) => COMMANDS.test(text));
        const command = COMMANDS.exec(call?.text ?? '')?.[1] ?? '';
        return call === undefined
          ? []
          : [
              report(
                sourceOf(step.owner),
                placeOfCall(step, call.offset),
                `The command "::${command}::" is retired.`,
                `Write to ${command === 'set-env' ? '$GITHUB_ENV' : command === 'add-path' ? '$GITHUB_PATH' : command === 'save-state' ? '$GITHUB_STATE' : '$GITHUB_OUTPUT'} instead.`,
              ),
            ];
      }),
      ...jobsOf(repository).flatMap((job) =>
        runnerLabels(job.tree)
          .filter(({ text }) => RETIRED_IMAGES.test(text))
          .map(({ text, line, column }) =>
            report(
              job.workflow.source,
              { line, column },
              `The runner image "${text}" is gone: the job waits for a runner that never comes.`,
              'Use "ubuntu-24.04" or another current image.',
            ),
          ),
      ),
      ...repository.actions.flatMap(({ using, source }) =>
        using !== undefined && RUNTIMES.test(using.text)
          ? [report(source, using, `The runtime "${using.text}" is retired.`, 'Write "using: node24".')]
          : [],
      ),
    ];
  },
};

function retiredAction(source: Source, uses: string, place: Place): Report[] {
  const found = /^([^@]+?)@v?(\d+)(\.|$)/.exec(uses);
  const [, action = '', major = ''] = found ?? [];
  const name = action.split('/').slice(0, 2).join('/');
  const number = Number(major);
  if (found === null || /^[0-9a-f]{40}$/.test(uses.split('@')[1] ?? '')) return [];
  if (number <= (REMOVED[name] ?? 0))
    return [
      report(
        source,
        place,
        `"${uses}" was switched off: the step fails.`,
        `Use the current major of ${name}, by its commit.`,
      ),
    ];
  if (number <= (OLD_NODE[name] ?? 0))
    return [
      report(
        source,
        place,
        `"${uses}" is made for a retired version of Node.`,
        `Use the current major of ${name}, by its commit.`,
      ),
    ];
  return [];
}

function report(source: Source, place: Place, message: string, fix: string): Report {
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [link(source, place, source.line(place.line).trim())],
  };
}
