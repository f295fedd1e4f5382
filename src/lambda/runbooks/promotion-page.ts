import { REASON, shell, TICKET, title } from '../../delivery/runbook';
import { approvalWords, proofWords, windowWords } from '../../model/approval-words';
import { deployGate, firstEnvironment, promotions, type Environment } from '../../model/platform';
import { versionInput } from '../promote-inputs';
import type { SamModel } from '../sam-model';
import {
  ask,
  ASKED,
  asksByPullRequest,
  lookLines,
  placesOf,
  proven,
  recordLines,
  start,
  timeOf,
  VERSION,
} from './runbook';

type Step = { readonly source: Environment; readonly target: Environment };

/** How a version goes on. Emits `docs/runbooks/promotion.md`. */
export function promotionPage(model: SamModel): string[] {
  const { platform } = model;
  const first = firstEnvironment(platform);
  return [
    `# Promotion of ${model.name}`,
    '',
    ...introduction(model, title(first)),
    '',
    ...conditions(model),
    `## 1. Build: ${title(first)}`,
    '',
    'A push to `main` does it. By hand, for what `main` has now:',
    '',
    ...shell(...start(model, `deploy-${first.name}.yml`)),
    `See: gates green, then the summary names the version. Time: ${timeOf(first, deployGate(platform, first.name, `deploy-${first.name}`))}`,
    '',
    ...promotions(platform).flatMap((step, i) => stepSection(model, step, i + 2)),
    ...refusals(),
    ...after(model),
  ];
}

function introduction(model: SamModel, first: string): string[] {
  const begin = `A version is built once, for ${first}, and goes on by its digest. Replace \`${VERSION}\`, ticket and reason.`;
  if (asksByPullRequest(model)) return [begin, proven(model)];
  return [`${begin} Each command`, 'here is executed when the workflows are rehearsed.'];
}

function conditions(model: SamModel): string[] {
  const { platform } = model;
  const rows = promotions(platform).map(({ source, target }) => {
    const gate = deployGate(platform, target.name, `promote-to-${target.name}`);
    const cells = [
      `${title(source)} → ${title(target)}`,
      proofWords(source) || 'that it runs there',
      approvalWords(platform, gate),
      windowWords(platform, target) || 'always',
    ];
    return `| ${[...cells, target.account, target.region, `\`${placesOf(model, target).stack}\``].join(' | ')} |`;
  });
  return [
    '## When, and who decides',
    '',
    'Whoever has write access starts it; people approve after the checks have passed.',
    '',
    '| Way | Proof | Approved by | Window | Account | Region | Stack |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function stepSection(model: SamModel, { source, target }: Step, place: number): string[] {
  const workflow = `promote-to-${target.name}`;
  const gate = deployGate(model.platform, target.name, workflow);
  return [
    `## ${place}. ${title(source)} → ${title(target)}`,
    '',
    `What ${title(source)} runs, and would go:`,
    '',
    ...shell(...lookLines(model, source)),
    ...promoting(model, { source, target }),
    ...emergency(model, { source, target }),
    `See: Preflight prints version and digest${asksByPullRequest(model) ? '' : '; then GitHub asks'}. After it the summary begins with \`Deploy of\`, and the alias serves the version.`,
    `Time: ${timeOf(target, gate)}`,
    '',
  ];
}

/** By form, the version may be left out; whoever approves a pull request sees it. */
function promoting(model: SamModel, { source, target }: Step): string[] {
  const inputs = { [versionInput(model, source)]: VERSION };
  if (asksByPullRequest(model)) return [`Ask for it. ${ASKED}`, '', ...shell(...ask(model, target.name, inputs))];
  const workflow = `promote-to-${target.name}.yml`;
  return [
    'Promote it:',
    '',
    ...shell(...start(model, workflow)),
    'Only if it is that version, and refused otherwise:',
    '',
    ...shell(...start(model, workflow, inputs)),
  ];
}

function emergency(model: SamModel, { source, target }: Step): string[] {
  if (target.windows.length === 0) return [];
  const why = { incident_ticket: TICKET, reason: REASON };
  const lines = asksByPullRequest(model)
    ? ask(model, target.name, { [versionInput(model, source)]: VERSION, emergency: true, ...why })
    : start(model, `promote-to-${target.name}.yml`, { emergency: 'true', ...why });
  return ['Outside the windows, for an incident only; proof and approvals stay as they are:', '', ...shell(...lines)];
}

function refusals(): string[] {
  return [
    '## When it is refused',
    '',
    'The last lines of the red job say what is wrong and what to do. Nothing was deployed then.',
    '',
    '| It says | Do |',
    '| --- | --- |',
    '| the version has not run long enough | wait until the time that it names, start again |',
    '| errors, throttles, or no invocations | mend the cause; without callers, let it be used first |',
    '| outside the window | approve within the window that it names, or start again then |',
    '| something was deployed in between | start a new run: what people approved is not what runs |',
    '| too few people, or who started it | let others approve; a re-run needs fresh approvals |',
    '| a GitHub environment lacks its protection | set it up as the platform table says |',
    '',
  ];
}

function after(model: SamModel): string[] {
  const last = promotions(model.platform).at(-1)?.target;
  if (last === undefined) return [];
  return [
    '## After it, and when it fails',
    '',
    'A deployment whose verification or watch fails goes back by itself, and its run stays red. When errors come later, go back by',
    'hand: [rollback.md](rollback.md).',
    '',
    ...shell(...recordLines(model, `promote-to-${last.name}.yml`)),
    'See: a JSON record with `"action":"deploy"`, and the newest runs with their outcome.',
    '',
  ];
}
