/** What a workflow that people wrote changes, and where. */
import type { Platform } from '../../model/platform';
import { effectsOf, type Effect } from '../../verify/facts/effects';
import { environmentStages, stagesIn } from '../../verify/facts/stages';
import type { Job, Workflow } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import { textAt } from '../../verify/read/tree';

/** A job that changes an environment, with what it changes. */
interface Changing {
  readonly job: Job;
  readonly effects: readonly Effect[];
}

const WORDS: Readonly<Record<Effect['tool'], string>> = {
  terraform: 'Terraform applies',
  stack: 'a CloudFormation stack',
  lambda: 'code and alias of Lambda functions',
  other: 'a deployment',
};

/** Jobs of the workflow, and of those that it calls, that change an environment. */
export function changingJobs(repository: Repository, workflow: Workflow, depth = 0): Changing[] {
  return workflow.jobs.flatMap((job) => {
    const called = depth < 4 ? repository.calledBy(job) : undefined;
    if (called !== undefined) return changingJobs(repository, called, depth + 1);
    const effects = effectsOf(repository, job);
    return effects.length === 0 ? [] : [{ job, effects }];
  });
}

/** What is changed, in words; empty where nothing outside of GitHub is. */
export function changesOf(repository: Repository, workflow: Workflow, environments: readonly string[]): string[] {
  const effects = changingJobs(repository, workflow).flatMap((each) => each.effects);
  const kinds = effects.map(({ kind, tool }) => (kind === 'destroy' ? 'destroys what Terraform made' : WORDS[tool]));
  const where = environments.map((name) => name.toUpperCase()).join(', ') || 'what the form names';
  const cloud = [...new Set(kinds)].map((what) => `${where}: ${what}`);
  const steps = workflow.jobs.flatMap((job) => repository.stepsOf(job));
  const releases = steps.some(
    ({ uses, commands }) =>
      /action-gh-release|create-release/.test(uses?.text ?? '') ||
      commands.some(({ text }) => text.startsWith('gh release create')),
  );
  const records = steps.some(({ commands }) => commands.some(({ text }) => /^aws dynamodb put-item/.test(text)));
  return [...cloud, ...(releases ? ['a GitHub release'] : []), ...(records ? ['a record in DynamoDB'] : [])];
}

/** Environments of the platform that the jobs speak of; those of the form where they take what it says. */
export function environmentsOf(repository: Repository, workflow: Workflow, { environments }: Platform): string[] {
  const texts = [
    workflow.source.path,
    textAt(workflow.tree, 'name') ?? '',
    ...changingJobs(repository, workflow).flatMap(({ job }) => [job.id, job.name, job.environment?.text ?? '']),
    ...workflow.dispatchInputs.filter(({ name }) => /env|stage/i.test(name)).flatMap(({ options }) => options),
  ].filter((text) => !text.includes('${{'));
  if (changingJobs(repository, workflow).length === 0) return [];
  return environments
    .filter(({ name }) => {
      const same = environmentStages(name);
      return texts.some((text) => wordsOf(text).includes(name) || stagesIn(text).some((each) => same.includes(each)));
    })
    .map(({ name }) => name);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/);
}
