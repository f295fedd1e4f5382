import type { Action, Job, Workflow } from './model';
import { readInputs, readPermissions, readSteps, textBelow } from './read-steps';
import type { Source } from './source';
import { at, entriesOf, entryOf, textAt, textsOf, type Entry, type Table, type Tree } from './tree';

export function readWorkflow(source: Source, tree: Table): Workflow {
  const triggers = readTriggers(tree);
  const jobs: Job[] = [];
  const workflow: Workflow = {
    kind: 'workflow',
    ...{ source, tree, triggers, jobs },
    dispatchInputs: readInputs(at(triggerOf(triggers, 'workflow_dispatch'), 'inputs')),
    callInputs: readInputs(at(triggerOf(triggers, 'workflow_call'), 'inputs')),
    permissions: readPermissions(tree),
    env: entriesOf(at(tree, 'env')),
    concurrency: entryOf(tree, 'concurrency'),
    shell: textAt(tree, 'defaults', 'run', 'shell'),
  };
  for (const entry of entriesOf(at(tree, 'jobs'))) {
    if (entry.value.kind === 'table') jobs.push(readJob(workflow, entry, entry.value));
  }
  return workflow;
}

function triggerOf(triggers: readonly Entry[], name: string): Tree | undefined {
  return triggers.find(({ key }) => key === name)?.value;
}

/** `on` may be a word, a list or a mapping. */
function readTriggers(tree: Table): Entry[] {
  const on = entryOf(tree, 'on') ?? entryOf(tree, 'true');
  if (on?.value.kind === 'table') return [...on.value.entries];
  return textsOf(on?.value).map((text) => {
    return {
      key: text.text,
      value: { ...text, type: 'null' as const, text: '' },
      line: text.line,
      column: text.column,
    };
  });
}

function readJob(workflow: Workflow, { key, line, column }: Entry, tree: Table): Job {
  // Windows has another shell where none is named.
  const windows = textsOf(at(tree, 'runs-on')).some(({ text }) => /^windows/i.test(text));
  const shell = textAt(tree, 'defaults', 'run', 'shell') ?? workflow.shell ?? (windows ? 'pwsh' : undefined);
  const steps: Job['steps'][number][] = [];
  const job: Job = {
    kind: 'job',
    ...{ workflow, id: key, tree, shell, steps },
    name: textAt(tree, 'name') ?? key,
    place: { line, column },
    needs: textsOf(at(tree, 'needs')),
    condition: textBelow(tree, 'if'),
    environment: textBelow(tree, 'environment') ?? textBelow(at(tree, 'environment'), 'name'),
    permissions: readPermissions(tree),
    concurrency: entryOf(tree, 'concurrency'),
    calls: textBelow(tree, 'uses'),
    with: entriesOf(at(tree, 'with')),
    env: entriesOf(at(tree, 'env')),
    outputs: entriesOf(at(tree, 'outputs')),
  };
  steps.push(...readSteps(at(tree, 'steps'), () => job, shell));
  return job;
}

/** `action.yml` of a local action. */
export function readAction(source: Source, tree: Table): Action {
  const steps: Action['steps'][number][] = [];
  const action: Action = {
    kind: 'action',
    ...{ source, tree, steps },
    folder: source.path.replace(/\/?[^/]*$/, ''),
    inputs: readInputs(at(tree, 'inputs')),
    outputs: entriesOf(at(tree, 'outputs')),
    using: textBelow(at(tree, 'runs'), 'using'),
  };
  steps.push(...readSteps(at(tree, 'runs', 'steps'), () => action, undefined));
  return action;
}
