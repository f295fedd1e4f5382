/** What GitHub knows besides the files: variables, secrets, environments, the repository. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvironment, type EnvironmentSettings } from './environment-settings';
import type { Level } from './permissions';
import { nameOf, SettingsReader, textOf } from './settings-reader';
import { asValue, isList, toTable, type Value } from './value';

export type { EnvironmentSettings, Review } from './environment-settings';

/** One of several runs of a workflow. */
export interface RunSettings {
  readonly id: string;
  /** Empty where nothing is said. */
  readonly event: string;
  readonly ref: string | undefined;
  readonly payload: Value;
  readonly startAfterSeconds: number;
  readonly actor: string | undefined;
  /** Its own workflow. @default - the one that all runs have */
  readonly workflow?: string | undefined;
}

export interface Settings {
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  readonly defaultTokenPermissions: Level;
  /** `owner/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly protectedBranches: readonly string[];
  readonly actor: string;
  /** Folder of `owner/name@ref`, for actions and called workflows of other repositories. */
  readonly actions: Readonly<Record<string, string>>;
  /** Paths that the event changed. @default - the payload tells, or all may have changed */
  readonly changedFiles: readonly string[] | undefined;
  readonly runs: readonly RunSettings[];
}

/** Reads settings as `--settings` has them. Unknown keys are refused: a misspelt protection would be none. */
export function readSettings(from: unknown): Settings {
  const given = new SettingsReader('settings', asValue(from));
  const repository = given.value('repository');
  const defaultBranch = given.text('default_branch') ?? (textOf(toTable(repository)['default_branch']) || 'main');
  const settings: Settings = {
    vars: given.texts('vars'),
    secrets: given.texts('secrets'),
    environments: Object.fromEntries(
      named(given.value('environments')).map(([name, spec]) => [name, readEnvironment(name, spec)]),
    ),
    defaultTokenPermissions: readDefault(given.value('default_token_permissions')),
    repository: readRepository(repository),
    defaultBranch,
    protectedBranches: given.list('protected_branches') ?? [defaultBranch],
    actor: given.text('actor') ?? 'octocat',
    actions: given.texts('actions'),
    changedFiles: given.list('changed_files'),
    runs: readRuns(given.value('runs')),
  };
  given.finish();
  return settings;
}

/** The same with folders of actions found: each is relative to one of these places, the first that has it. */
export function locateActions(settings: Settings, places: readonly string[]): Settings {
  const locate = (use: string, folder: string): string => {
    const found = places.map((place) => resolve(place, folder)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    throw new Error(`settings: actions: ${use} has no folder ${folder}. Write a path relative to the settings file.`);
  };
  const actions = Object.entries(settings.actions).map(([use, folder]) => [use, locate(use, folder)] as const);
  return { ...settings, actions: Object.fromEntries(actions) };
}

/** A mapping by name, or a list whose members have a name. */
function named(value: Value): (readonly [string, Value])[] {
  if (!isList(value)) return Object.entries(toTable(value));
  return value.map((each) => [nameOf(each), typeof each === 'object' ? each : null] as const);
}

/** `octo-org/octo-repo`, or an object as in the payload of an event. */
function readRepository(repository: Value): string {
  const { full_name, name, owner } = toTable(repository);
  const apart = textOf(name) === '' || nameOf(owner ?? null) === '' ? '' : `${nameOf(owner ?? null)}/${textOf(name)}`;
  const full = textOf(repository) || textOf(full_name) || apart || 'octo-org/octo-repo';
  if (/^[^/\s]+\/[^/\s]+$/.test(full)) return full;
  throw new Error(`settings: repository is "${full}". Write owner/name, such as octo-org/octo-repo.`);
}

/** The switch of the repository's settings, by its names in the API and on the page. */
function readDefault(value: Value): Level {
  const said = toTable(value)['default_workflow_permissions'] ?? value ?? 'read';
  const word = textOf(said).toLowerCase();
  if (['read', 'read-all', 'restricted', 'limited-read'].includes(word)) return 'read';
  if (['write', 'write-all', 'permissive'].includes(word)) return 'write';
  throw new Error(`settings: default_token_permissions is ${JSON.stringify(value)}. Write "read" or "write".`);
}

/** A list, or a mapping by id. */
function readRuns(value: Value): RunSettings[] {
  const byId = isList(value) ? [] : Object.entries(toTable(value)).map(([id, run]) => ({ id, ...toTable(run) }));
  const runs = (isList(value) ? value : byId).map(readRun);
  const twice = runs.find(({ id }, i) => runs.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined) throw new Error(`settings: two runs have the id "${twice.id}". Write another one.`);
  return runs;
}

function readRun(run: Value, index: number): RunSettings {
  const id = textOf(toTable(run)['id']) || String(index + 1);
  const given = new SettingsReader(`run "${id}"`, run);
  given.value('id');
  const [inputs, payload] = [given.value('inputs'), given.value('payload', 'event_payload')];
  const after = Number(given.value('start_after_s', 'start_after_seconds', 'start_after') ?? 0);
  if (!(after >= 0)) throw new Error(`settings: start_after_s of run "${id}" is no number of seconds.`);
  const settings: RunSettings = {
    id,
    event: given.text('event', 'event_name') ?? '',
    ref: given.text('ref'),
    payload: inputs === undefined ? (payload ?? null) : { ...toTable(payload), inputs },
    startAfterSeconds: after,
    actor: given.text('actor'),
    workflow: given.text('workflow'),
  };
  given.finish();
  return settings;
}
