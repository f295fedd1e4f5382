/** The machine of one job, made from what its workflow, its run and its surroundings say. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActionFinder } from './actions';
import { resolveText, resolveTexts, resolveValue, type Scope } from './evaluate';
import { NotModelledError } from './failure';
import type { JobFacts, JobServices } from './host';
import type { LegPlan } from './job-plan';
import { Machine, type Folders } from './machine';
import { Masks } from './masks';
import { child, items, plainText, type Token } from './token';
import { asText, isList, toTable, type Value } from './value';
import type { World } from './world';

export interface JobRequest {
  readonly plan: LegPlan;
  readonly facts: JobFacts;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What exists for this job alone. */
export interface JobPlace {
  readonly services: JobServices;
  readonly folders: Folders;
  readonly signal: AbortSignal;
}

/** What needs another machine than this one, or Docker, is refused before anything runs. */
export function checkModelled(job: Token, scope: Scope): void {
  for (const key of ['container', 'services', 'snapshot']) {
    const token = child(job, key);
    if (token !== undefined && plainText(token) !== '') throw new NotModelledError(`jobs.*.${key}`);
  }
  const runsOn = resolveValue(child(job, 'runs-on'), scope);
  const labels = typeof runsOn === 'string' ? runsOn : (toTable(runsOn)['labels'] ?? runsOn);
  const list = isList(labels) ? labels : [labels];
  const other = list.find((label) => !/^(ubuntu-.*|self-hosted|linux|x64)$/i.test(asText(label)));
  if (other !== undefined) throw new NotModelledError(`runs-on ${JSON.stringify(other)}`);
}

/** GitHub fetches all actions of others before the first step: what cannot be had fails the job then. */
export function checkActions({ job }: LegPlan, { options }: Machine): void {
  for (const step of items(child(job.token, 'steps'))) {
    const uses = plainText(child(step, 'uses'));
    if (uses !== undefined && !/^[.$][\\/]/.test(uses)) options.actions.find(uses, options.folders.workspace);
  }
}

export function createMachine(request: JobRequest, world: World, place: JobPlace): Machine {
  const { plan, facts, vars, secrets } = request;
  const { services, folders, signal } = place;
  const { settings, host, system } = world.options;
  const file = plan.layer.program.file.token;
  const known = { ...secrets, GITHUB_TOKEN: services.token };
  const contexts = { ...plan.contexts, github: githubOf(request, place), vars, secrets: known };
  const masks = new Masks();
  for (const secret of Object.values(known)) masks.add(secret);
  const scope = { contexts };
  const env = { ...resolveTexts(child(file, 'env'), scope), ...resolveTexts(child(plan.job.token, 'env'), scope) };
  const sources = {
    repository: facts.repository,
    root: facts.root,
    folders: settings.actions,
    standIns: host.standIns(facts),
  };
  return new Machine({
    contexts,
    env,
    system: { ...system, ...services.env },
    defaults: defaultsOf(file, plan.job.token, { contexts: { ...contexts, env } }),
    masks,
    programs: world.programs,
    actions: new ActionFinder(sources),
    signal,
    lost: services.lost,
    folders,
  });
}

/** With the token, and with the event as a file, too. */
function githubOf({ plan, facts }: JobRequest, { services, folders }: JobPlace): Value {
  const { temp, workspace } = folders;
  const event_path = join(temp, 'event.json');
  writeFileSync(event_path, JSON.stringify(facts.event.payload, undefined, 2));
  const { token, apiUrl: api_url } = services;
  return { ...toTable(plan.contexts['github']), token, api_url, workspace, event_path };
}

/** Defaults of the job stand in place of the workflow's as a whole: actions/runner JobExtension.cs. */
function defaultsOf(
  file: Token,
  job: Token,
  scope: Scope,
): { shell: string | undefined; workingDirectory: string | undefined } {
  const find = (key: string): string | undefined => {
    const token = child(child(job, 'defaults', 'run') ?? child(file, 'defaults', 'run'), key);
    return token === undefined ? undefined : resolveText(token, scope);
  };
  return { shell: find('shell'), workingDirectory: find('working-directory') };
}
