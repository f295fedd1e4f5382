/** What expressions of a step see, and what its programs have as variables. */
import { delimiter } from 'node:path';
import type { Scope, Standing } from './evaluate';
import { githubVariables } from './github-context';
import { hashFiles } from './hash-files';
import type { Machine, StepRecord } from './machine';
import { toTable, Variables, type Value } from './value';

/** Steps of a job, or of a composite action, which has inputs, variables and a standing of its own. */
export interface Frame {
  readonly machine: Machine;
  readonly inputs: Value;
  /** `steps` context of this list of steps. */
  readonly steps: Record<string, Value>;
  /** Members of the `github` context that differ here, such as `action_path`. */
  readonly github: Readonly<Record<string, Value>>;
  /** Variables of the step that uses this action. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether secrets are visible: an action gets none but by its inputs. */
  readonly composite: string;
  /** Aborted when the step that uses this action has to end. */
  readonly signal?: AbortSignal;
  failed: boolean;
}

export function standingOf({ machine, composite, failed, signal }: Frame): Standing {
  if (composite === '') return machine.standing;
  const cancelled = machine.standing.cancelled || signal?.aborted === true;
  return { success: !failed && !cancelled, failure: failed && !cancelled, cancelled };
}

export function scopeOf(frame: Frame, stepEnv: Readonly<Record<string, string>>): Scope {
  const { machine, inputs, steps, github, env, composite } = frame;
  const { contexts, folders } = machine.options;
  const runner = {
    arch: 'X64',
    debug: '',
    environment: 'github-hosted',
    name: 'GitHub Actions 1',
    os: 'Linux',
    temp: folders.temp,
    tool_cache: folders.tools,
    workspace: folders.root,
  };
  const status = machine.standing.cancelled ? 'cancelled' : machine.failed ? 'failure' : 'success';
  return {
    contexts: {
      ...contexts,
      ...(composite !== '' && { secrets: null }),
      github: { ...toTable(contexts['github']), ...github },
      inputs,
      steps,
      job: { ...toTable(contexts['job']), status },
      runner,
      env: new Variables({ ...machine.env, ...env, ...stepEnv }),
    },
    standing: standingOf(frame),
    hashFiles: (patterns) => hashFiles(folders.workspace, patterns),
  };
}

/** All variables of a program that a step starts. What the runner sets wins over what a workflow says. */
export function programVariables(
  frame: Frame,
  stepEnv: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const { machine, github, env } = frame;
  const { contexts, folders, system } = machine.options;
  const own = { ...machine.env, ...env, ...stepEnv };
  const path = [...machine.paths, own['PATH'] ?? system['PATH'] ?? ''].join(delimiter);
  return {
    CI: 'true',
    ...system,
    HOME: folders.home,
    ...own,
    PATH: path,
    GITHUB_ACTIONS: 'true',
    ...githubVariables({ ...toTable(contexts['github']), ...github, ...files }),
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.tools,
    RUNNER_WORKSPACE: folders.root,
    RUNNER_TRACKING_ID: machine.trackingId,
  };
}

/** The `steps` context of one step. */
export function stepContext(record: StepRecord, outputs: Readonly<Record<string, string>>): Value {
  return { outputs, outcome: record.outcome, conclusion: record.conclusion };
}
