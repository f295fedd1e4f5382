import { PINS } from '../../github/pins';
import { jobsOf, stepsIn } from '../facts/graph';
import { runnerLabels } from '../facts/runner-labels';
import { limitOf, stagesText, tryNearFact, type DatedFact, type Limit } from '../platform/platform-facts';
import { placeOfCall, sourceOf, type Job } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { at, entriesOf, entryOf, itemsOf, type Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import { RETIRED_IMAGES } from './d23';

/** Runtimes of Lambda in templates of SAM and CloudFormation, in Terraform and its variables, in JSON. */
const RUNTIME = /^\s*["']?\w*runtime["']?\s*[:=]\s*["']?([a-z][a-z0-9.]+)["']?\s*,?\s*(#.*)?$/i;
const CONFIGURATION = /\.(ya?ml|json|tf|tfvars|hcl)$/;
/** Files that nothing is deployed from. */
const TOLD = /(^|\/)(tests?|fixtures|examples?|docs?)\//;

/** What a platform takes away soon, or has taken away; and what is more than it does at all. */
export const D32: Rule = {
  id: 'D32',
  title: 'Date or limit of a platform',
  severity: 'warning',
  check(repository, now) {
    return [...(now === undefined ? [] : dated(repository, now)), ...limited(repository)];
  },
};

function dated(repository: Repository, now: Date): Report[] {
  const images = jobsOf(repository).flatMap((job) =>
    runnerLabels(job.tree)
      .filter(({ text }) => !RETIRED_IMAGES.test(text))
      .flatMap((place) => ahead(sourceOf(job), place, place.text, tryNearFact('runner-image', place.text, now), now)),
  );
  const pins = stepsIn(repository).flatMap(({ uses, owner }) => {
    if (uses === undefined) return [];
    const pin = PINS.find(({ action, sha }) => uses.text === `${action}@${sha}`);
    if (pin === undefined || pin.inputsReadAt !== pin.version) return [];
    return ahead(sourceOf(owner), uses, `${pin.action} on ${pin.runtime}`, tryNearFact('action-runtime', pin.runtime, now), now); // prettier-ignore
  });
  return [...images, ...pins, ...configured(repository, now), ...commanded(repository, now)];
}

/** Runtimes of functions, where they are declared. */
function configured(repository: Repository, now: Date): Report[] {
  const sources = [...repository.files].filter(({ path }) => CONFIGURATION.test(path) && !TOLD.test(path));
  return sources.flatMap((source) =>
    source.lines.flatMap((line, i) => {
      const name = RUNTIME.exec(line)?.[1];
      if (name === undefined) return [];
      const place = { line: i + 1, column: line.indexOf(name) + 1 };
      return ahead(source, place, name, tryNearFact('lambda-runtime', name, now), now);
    }),
  );
}

/** Runtimes of functions that a command makes. */
function commanded(repository: Repository, now: Date): Report[] {
  return stepsIn(repository).flatMap((step) =>
    step.commands.flatMap((call) => {
      const name = /\s--runtime[ =](\S+)/.exec(call.text)?.[1];
      if (name === undefined) return [];
      const fact = tryNearFact('lambda-runtime', name, now);
      return ahead(sourceOf(step.owner), placeOfCall(step, call.offset), name, fact, now);
    }),
  );
}

function limited(repository: Repository): Report[] {
  return [...jobsOf(repository).flatMap(matrixReports), ...repository.workflows.flatMap(({ source, triggers }) => {
    const inputs = entryOf(triggers.find(({ key }) => key === 'workflow_dispatch')?.value, 'inputs');
    const count = entriesOf(inputs?.value).length;
    return inputs === undefined ? [] : tooMany(source, inputs, count, limitOf('dispatch-inputs'));
  })]; // prettier-ignore
}

/** Counts a matrix that is written out; what an expression makes is not known. */
function matrixReports(job: Job): Report[] {
  const matrix = entryOf(at(job.tree, 'strategy'), 'matrix');
  const axes = entriesOf(matrix?.value).filter(({ key }) => key !== 'include' && key !== 'exclude');
  if (matrix === undefined || axes.length === 0 || axes.some(({ value }) => value.kind !== 'list')) return [];
  const product = axes.reduce((count, { value }) => count * itemsOf(value).length, 1);
  const excluded = itemsOf(at(matrix.value, 'exclude')).length;
  return excluded > 0 ? [] : tooMany(sourceOf(job), matrix, product, limitOf('matrix-jobs'));
}

function ahead(source: Source, place: Place, what: string, fact: DatedFact | undefined, now: Date): Report[] {
  if (fact === undefined) return [];
  const message = `"${what}": ${stagesText(fact, now)}.`;
  const instead = fact.instead === null ? 'Plan its successor' : `Use "${fact.instead}"`;
  return [report(source, place, message, `${instead}. Announced at ${fact.source}, read on ${fact.read}.`)];
}

function tooMany(source: Source, place: Place, count: number, { value, what, source: page, read }: Limit): Report[] {
  if (count <= value) return [];
  const fix = `Split it. The limit is at ${page}, read on ${read}.`;
  return [report(source, place, `${count} ${what}: GitHub allows ${value}, and runs nothing of it.`, fix)];
}

function report(source: Source, { line, column }: Place, message: string, fix: string): Report {
  const place = { line, column };
  return { source, place, message, fix, chain: [link(source, place, source.line(line).trim())] };
}
