import { jobsOf, stepsIn } from '../facts/graph';
import { sourceOf, type Input } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { at, entriesOf, type Entry, type Place, type Text } from '../read/tree';
import type { Report } from '../rule';
import { report } from './d16';

/** What is passed to a local workflow or action, against what that declares. */
export function mismatches(repository: Repository): Report[] {
  const jobs = jobsOf(repository).flatMap((job) => {
    const called = repository.calledBy(job);
    if (called === undefined) return absent(repository, job.workflow.source, job.calls);
    const table = called.triggers.find(({ key }) => key === 'workflow_call');
    if (table === undefined)
      return [
        report(
          job.workflow.source,
          job.calls ?? job.place,
          `${called.source.path} cannot be called: it has no "workflow_call".`,
          'Add "workflow_call" to its triggers.',
        ),
      ];
    const secrets = secretsOf(table.value, job.workflow.source, job.place, at(job.tree, 'secrets'), called.source.path);
    return [
      ...compare(job.workflow.source, job.calls ?? job.place, job.with, called.callInputs, called.source.path),
      ...secrets,
    ];
  });
  const steps = stepsIn(repository).flatMap((step) => {
    const action = repository.actionOf(step);
    const source = sourceOf(step.owner);
    if (action === undefined) return absent(repository, source, step.uses);
    return compare(source, step.uses ?? step.place, step.with, action.inputs, action.source.path);
  });
  return [...jobs, ...steps];
}

/** A path under .github that this repository does not have. */
function absent(repository: Repository, source: Source, uses: Text | undefined): Report[] {
  const path = /^[.$]\/(\.github\/(?:workflows|actions)\/[^@]+?)\/?$/.exec(uses?.text ?? '')?.[1];
  if (path === undefined || uses === undefined || !repository.whole) return [];
  const there = [path, `${path}/action.yml`, `${path}/action.yaml`].some((each) => repository.file(each) !== undefined);
  return there
    ? []
    : [
        report(
          source,
          uses,
          `"${uses.text}" is not in this repository: GitHub refuses the file, or the step fails.`,
          'Correct the path, or add the file.',
        ),
      ];
}

function compare(
  source: Source,
  place: Place,
  given: readonly Entry[],
  declared: readonly Input[],
  path: string,
): Report[] {
  const has = (name: string): boolean => given.some(({ key }) => key.toLowerCase() === name.toLowerCase());
  const unknown = given.filter(({ key }) => !declared.some(({ name }) => name.toLowerCase() === key.toLowerCase()));
  const missing = declared.filter(
    ({ required, default: value, name }) => required && value === undefined && !has(name),
  );
  return [
    ...unknown.map((each) =>
      report(
        source,
        each,
        `Input "${each.key}" does not exist in ${path}.`,
        `Use one of: ${declared.map(({ name }) => name).join(', ') || 'none'}.`,
      ),
    ),
    ...missing.map(({ name }) =>
      report(source, place, `${path} requires input "${name}", which is not given.`, `Add "with: ${name}: …".`),
    ),
  ];
}

function secretsOf(
  call: Entry['value'],
  source: Source,
  place: Place,
  given: Entry['value'] | undefined,
  path: string,
): Report[] {
  if (given?.kind === 'text') return [];
  const declared = entriesOf(at(call, 'secrets'));
  return entriesOf(given)
    .filter(({ key }) => !declared.some((each) => each.key.toLowerCase() === key.toLowerCase()))
    .map((each) =>
      report(
        source,
        each.line > 0 ? each : place,
        `Secret "${each.key}" does not exist in ${path}: GitHub refuses the file.`,
        'Declare it under "workflow_call: secrets:".',
      ),
    );
}
