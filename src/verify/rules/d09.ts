import { jobsOf, usesOf } from '../facts/graph';
import { placeOfCall, sourceOf, valueOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';

const SETUP = /^(hashicorp\/setup-terraform|opentofu\/setup-opentofu)@/;

/** Terraform behind the wrapper of its setup action, which changes exit codes and output. */
export const D09: Rule = {
  id: 'D09',
  title: 'The wrapper hides the exit code',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) => reportsFor(repository, job));
  },
};

function reportsFor(repository: Repository, job: Job): Report[] {
  let setup: Step | undefined;
  return repository.stepsOf(job).flatMap((step) => {
    if (SETUP.test(step.uses?.text ?? '')) setup = isWrapped(step) ? step : undefined;
    if (setup === undefined || readsWrapper(job, step)) return [];
    const wrapped = setup;
    return step.commands.filter(isHidden).map((call) => report(step, call, wrapped));
  });
}

function isWrapped(step: Step): boolean {
  const value = valueOf(step.with, 'terraform_wrapper') ?? valueOf(step.with, 'tofu_wrapper');
  return value === undefined || value.text === 'true';
}

/** The wrapper gives the real exit code as an output of the step. */
function readsWrapper(job: Job, step: Step): boolean {
  const reads = (text: string): boolean =>
    step.id !== undefined && text.includes(`steps.${step.id.text}.outputs.exitcode`);
  return usesOf(job).some(({ text }) => reads(text));
}

function isHidden({ text, surroundings, redirects, pipeline, index }: Call): boolean {
  if (!/^(terraform|tofu)\b/.test(text)) return false;
  if (/ -detailed-exitcode\b/.test(text)) return true;
  const captured =
    surroundings.nested ||
    redirects.some(({ operator }) => operator.startsWith('>')) ||
    index < pipeline.commands.length - 1;
  return captured && / output\b.* -(raw|json)\b| show\b.* -json\b| output -?\w/.test(text);
}

function report(step: Step, call: Call, setup: Step): Report {
  const source = sourceOf(step.owner);
  const place = placeOfCall(step, call.offset);
  const exit = call.text.includes('-detailed-exitcode');
  return {
    ...{ source, place },
    message: exit
      ? 'The wrapper of setup-terraform turns exit code 2 (there are changes) into 0: the script sees no changes, ever.'
      : 'The wrapper of setup-terraform adds lines to this output: what reads it gets more than the value.',
    fix: 'Write "terraform_wrapper: false" on the setup step.',
    chain: [
      link(
        sourceOf(setup.owner),
        setup.uses ?? setup.place,
        'sets Terraform up with its wrapper, which is the default',
      ),
      link(source, place, call.text.slice(0, 100)),
    ],
  };
}
