import { jobsOf, usesOf } from '../facts/graph';
import { describeOwner } from '../facts/outputs';
import { missingReference } from '../facts/references';
import { unsetVariables } from '../facts/variables';
import { parseExpression, referencesOf } from '../read/expression';
import { sourceOf, type Action, type Job, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { entriesOf, type Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import { D15 } from './d15';
import { mismatches } from './d16-calls';

/** A name that nothing defines: it is empty, or GitHub refuses the file. */
export const D16: Rule = {
  id: 'D16',
  title: 'Undefined reference',
  severity: 'error',
  check(repository) {
    const owners = [...jobsOf(repository), ...repository.actions];
    const rollbacks = new Set(D15.check(repository).map(({ source, place }) => `${source.path}:${place.line}`));
    const reports = [
      ...jobsOf(repository).flatMap(unknownNeeds),
      ...owners.flatMap((owner) => references(repository, owner)),
      ...owners.flatMap((owner) => variables(repository, owner)),
      ...repository.workflows.flatMap((workflow) => calledOutputs(workflow)),
      ...mismatches(repository),
    ];
    // A rollback to an empty version is told as such.
    return reports.filter(({ source, place }) => !rollbacks.has(`${source.path}:${place.line}`));
  },
};

function unknownNeeds(job: Job): Report[] {
  const ids = job.workflow.jobs.map(({ id }) => id.toLowerCase());
  const missing = job.needs.filter(({ text }) => !ids.includes(text.toLowerCase()) && !text.includes('${{'));
  return missing.map((need) =>
    report(
      job.workflow.source,
      need,
      `Job "${job.id}" needs "${need.text}", which is no job of this workflow: GitHub refuses the file.`,
      'Name a job that exists.',
    ),
  );
}

function references(repository: Repository, owner: Job | Action): Report[] {
  const told = new Set<string>();
  return usesOf(owner).flatMap(({ text, place }) => {
    return referencesOf(parseExpression(text)).flatMap((path) => {
      const name = path.join('.');
      const reason = missingReference(repository, owner, path);
      if (reason === undefined || told.has(name)) return [];
      told.add(name);
      return [
        report(sourceOf(owner), place, `"${name}" is always empty: ${reason}.`, 'Define it, or correct the name.'),
      ];
    });
  });
}

function variables(repository: Repository, owner: Job | Action): Report[] {
  return unsetVariables(repository, owner).map(({ name, place }) => {
    return report(
      sourceOf(owner),
      place,
      `The script uses $${name}, but nothing in ${describeOwner(owner)} sets it.`,
      `Give it to the step as "env: ${name}: …", or correct the name.`,
    );
  });
}

/** Outputs that a called workflow passes up. */
function calledOutputs({ triggers, jobs, source }: Workflow): Report[] {
  const call = triggers.find(({ key }) => key === 'workflow_call')?.value;
  return entriesOf(
    call?.kind === 'table' ? call.entries.find(({ key }) => key === 'outputs')?.value : undefined,
  ).flatMap(({ value, key, line, column }) => {
    const text = value.kind === 'table' ? value.entries.find((entry) => entry.key === 'value')?.value : undefined;
    const found = /jobs\.([\w-]+)\.outputs\.([\w-]+)/.exec(text?.kind === 'text' ? text.text : '');
    const job = jobs.find(({ id }) => id === found?.[1]);
    const declared = job?.calls !== undefined || job?.outputs.some((output) => output.key === found?.[2]) === true;
    return found === null || declared
      ? []
      : [
          report(
            source,
            { line, column },
            `Output "${key}" is always empty: job "${found[1] ?? ''}" declares no output "${found[2] ?? ''}".`,
            'Declare it in "outputs:" of that job.',
          ),
        ];
  });
}

export function report(source: Source, place: Place, message: string, fix: string): Report {
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [link(source, place, source.line(place.line).trim())],
  };
}
