import { keysOf, stepsOf, below, valueBelow, type Node } from '../node';
import { stepName } from '../pair-steps';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, note, risk, type Told } from '../sentence';

/** Jobs: whether they run, when, in which environment, and beside what. */
export const JOBS: readonly Rule[] = [
  { at: 'jobs/*', tell: job },
  { at: 'jobs/*/name', tell: jobName },
  { at: 'jobs/*/environment', tell: environment },
  { at: 'jobs/*/needs/*', tell: need },
  { at: 'jobs/*/if', tell: condition },
  { at: '**/steps/*/if', tell: condition },
  { at: 'jobs/*/runs-on', tell: runner },
  { at: 'jobs/*/secrets', tell: secrets },
  { at: 'jobs/*/secrets/*', tell: secrets },
  { at: 'jobs/*/uses', tell: calls },
  { at: '**/concurrency', tell: concurrency },
  { at: '**/concurrency/cancel-in-progress', tell: cancelling },
  { at: '**/concurrency/group', tell: ({ subject, old, now }) => risk(`${subject}: its concurrency group ${becomes(old, now)}`) }, // prettier-ignore
  { at: '**/timeout-minutes', tell: timeout },
  { at: '**/continue-on-error', tell: swallowing },
  { at: 'jobs/*/strategy/fail-fast', tell: ({ subject, old, now }) => change(`${subject}: \`fail-fast\` ${becomes(old, now)}`) }, // prettier-ignore
  { at: 'jobs/*/strategy/max-parallel', tell: parallel },
];

function job({ before, after, subject }: Found): Told | undefined {
  if (before !== undefined && after !== undefined) return undefined;
  if (before !== undefined) return risk(`${subject} is gone: ${did(before)}`);
  const powers = powersOf(after);
  return powers === '' ? change(`${subject} is new`) : risk(`${subject} is new, with ${powers}`);
}

function did(job: Node): string {
  const called = valueBelow(job, 'uses');
  if (called !== undefined) return `nothing calls ${shown(called)} there any more`;
  const steps = stepsOf(below(job, 'steps')).map((step) => shown(stepName(step)));
  return `it did ${steps.slice(0, 4).join(', ')}${steps.length > 4 ? ` and ${steps.length - 4} more` : ''}`;
}

/** What a job may do that reading a repository is not. */
export function powersOf(job: Node | undefined): string {
  const permissions = below(job, 'permissions');
  const levels = keysOf(permissions).map((scope) => [scope, valueBelow(permissions, scope) ?? ''] as const);
  const writes = levels.filter(([, level]) => level === 'write').map(([scope]) => shown(`${scope}: write`));
  const unstated = levels.some(([, level]) => level === 'unstated') ? ['unstated permissions'] : [];
  const environment = valueBelow(job, 'environment', 'name');
  return [...writes, ...unstated, ...(environment === undefined ? [] : [`environment ${shown(environment)}`])].join(
    ', ',
  );
}

/** A required check is known by the name of its job. */
function jobName({ subject, old, now, job = '' }: Found): Told {
  return change(
    `${subject} reports as ${shown(now ?? job)} instead of ${shown(old ?? job)}: required checks are known by that name`,
  );
}

function environment({ subject, before, after }: Found): Told | undefined {
  const [old, now] = [valueBelow(before, 'name'), valueBelow(after, 'name')];
  if (old === now) return undefined;
  if (now === undefined) return risk(`${subject} no longer waits for environment ${shown(old ?? '')}: its approvals, secrets and branch rules do not hold there`); // prettier-ignore
  if (old === undefined) return risk(`${subject} works in environment ${shown(now)} now`);
  return risk(
    `${subject} works in environment ${shown(now)} instead of ${shown(old)}: other approvals, secrets and role`,
  );
}

function need({ subject, before, stars: [, need = ''] }: Found): Told {
  if (before === undefined) return change(`${subject} waits for job \`${need}\``);
  return risk(`${subject} no longer waits for job \`${need}\``);
}

/** Nobody can tell from the text alone which condition is the weaker one. */
function condition({ subject, old, now }: Found): Told {
  if (now === undefined) return risk(`${subject} runs without its condition ${shown(old ?? '')}`);
  if (old === undefined) return risk(`${subject} is skipped unless ${shown(now)}`);
  return risk(`${subject} runs if ${shown(now)} instead of ${shown(old)}`);
}

function runner({ subject, before, after }: Found): Told {
  const labels = (node: Node | undefined) => (node?.kind === 'leaf' ? node.value : keysOf(node).join(', '));
  const text = `${subject} runs on ${shown(labels(after))} instead of ${shown(labels(before))}`;
  return /self-hosted|\$\{\{/.test(labels(after)) ? risk(text) : change(text);
}

function secrets({ subject, now, before, after, stars: [, secret] }: Found): Told | undefined {
  if (secret === undefined) return now === 'inherit' ? risk(`${subject} hands over all secrets`) : undefined;
  if (before === undefined) return risk(`${subject} hands over secret \`${secret}\``);
  return after === undefined ? change(`${subject} no longer hands over secret \`${secret}\``) : undefined;
}

function calls({ subject, old, now }: Found): Told | undefined {
  // Without one of both the job calls another repository at a pin, or does something else altogether.
  if (old === undefined || now === undefined || old.includes('@') || now.includes('@')) return undefined;
  return risk(`${subject} calls ${shown(now)} instead of ${shown(old)}`);
}

function concurrency({ subject, before, after }: Found): Told | undefined {
  if (after === undefined) return risk(`${subject} no longer waits for its other runs: they may overlap`);
  const cancels = valueBelow(after, 'cancel-in-progress') ?? 'false';
  if (before !== undefined) return undefined;
  return cancels === 'false' ? change(`${subject} runs one at a time`) : risk(`${subject} is cancelled by a newer run`);
}

function cancelling({ subject, old = 'false', now = 'false' }: Found): Told {
  if (now === old) return note(`${subject}: \`cancel-in-progress\` is written out`);
  if (now === 'false') return change(`${subject} is no longer cancelled by a newer run`);
  return risk(`${subject} is cancelled by a newer run: \`cancel-in-progress\` ${becomes(old, now)}`);
}

function timeout({ subject, old, now }: Found): Told {
  const text = `${subject}: its time limit ${becomes(old, now)} minutes`;
  // Without a limit GitHub stops a job after six hours.
  return Number(now ?? 360) <= Number(old ?? 360) ? change(text) : risk(text);
}

function swallowing({ subject, old = 'false', now = 'false' }: Found): Told {
  if (now === old) return note(`${subject}: \`continue-on-error\` is written out`);
  if (now === 'false') return change(`${subject} fails again when something in it fails`);
  return risk(`${subject} no longer fails when something in it fails: \`continue-on-error: ${now}\``);
}

function parallel({ subject, old, now }: Found): Told {
  const text = `${subject}: jobs at a time ${becomes(old, now)}`;
  return Number(now ?? Infinity) > Number(old ?? Infinity) ? risk(text) : change(text);
}
