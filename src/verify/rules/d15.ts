import { effectsOf, type Effect } from '../facts/effects';
import { isGateCall } from '../facts/gates';
import { after, before, jobsOf, usesOf } from '../facts/graph';
import { undefinedOutput } from '../facts/outputs';
import { isRollback } from '../facts/reach';
import { parseExpression, referencesOf } from '../read/expression';
import { placeOfCall, sourceOf, type Job } from '../read/model';
import type { Repository } from '../read/repository';
import { allTexts, type Place } from '../read/tree';
import { link, type Link, type Report, type Rule } from '../rule';

/** Ways to a "previous" version that lead to another one. */
const WRONG = /\[-2\]|\$\(\((\$\{?)?\w+\}?\s*-\s*1\)\)|\btail (-n ?)?-?2\b.*\bhead (-n ?)?-?1\b|HEAD[~^]1?\b/;
/** Words of whatever keeps or finds an earlier version. */
const EARLIER =
  /prev|before|backup|last[-_ ]?(good|known|stable|success)|known[-_ ]?good|target|checkpoint|rollback[-_]?(to|version|target)|restore|from_version|older|list-versions|undo|--auto-rollback|helm rollback|revert|stable/i;

/** A way back that does not lead back. */
export const D15: Rule = {
  id: 'D15',
  title: 'Rollback that cannot work',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap((job) => {
      const whole = /roll[-_ ]?back/i.test(job.workflow.source.path);
      if (!isRollback(job) && !whole) return [];
      const effects = effectsOf(repository, job).filter(({ kind }) => kind !== 'destroy');
      const [effect] = effects;
      if (effect === undefined) return [];
      const found =
        nothing(repository, job, effect) ??
        same(job, effect) ??
        wrong(repository, job) ??
        unverified(repository, job, effects);
      return found === undefined ? [] : [found];
    });
  },
};

/** The version to go back to is an output that nobody sets. */
function nothing(repository: Repository, job: Job, effect: Effect): Report | undefined {
  const missing = usesOf(job).find(({ text }) => {
    return referencesOf(parseExpression(text)).some(
      (path) => undefinedOutput(repository, job, path) !== undefined && EARLIER.test(path.at(-1) ?? ''),
    );
  });
  if (missing === undefined) return undefined;
  const chain = [link(job.workflow.source, missing.place, `\${{ ${missing.text} }} is always empty: nothing sets it`)];
  return report(
    effect,
    missing.place,
    'The rollback goes to a version that is always empty: the output is never set.',
    'Declare the output on the job that reads the version, and write it in the step.',
    chain,
  );
}

/** The same version as the one that failed. */
function same(job: Job, effect: Effect): Report | undefined {
  const deploys = before(job).filter((each) => each.steps.length > 0);
  if (deploys.length === 0 || job.workflow.source.path.includes('rollback')) return undefined;
  const texts = job.steps
    .flatMap(({ tree }) => tree.entries.filter(({ key }) => key !== 'name'))
    .flatMap(({ value }) => allTexts(value));
  if (texts.some(({ text }) => EARLIER.test(text)) || effect.tool === 'lambda') return undefined;
  const given = usesOf(job).find(({ text }) =>
    /^(inputs|github\.event\.inputs)\.\w*(version|tag|ref|sha|artifact)\w*$|^github\.sha$/i.test(text),
  );
  const chain =
    given === undefined
      ? []
      : [link(job.workflow.source, given.place, `takes \${{ ${given.text} }}, as the deployment that failed did`)];
  return report(
    effect,
    effect.place,
    'The rollback deploys what has just failed: nothing in it names an earlier version.',
    'Remember the version that runs before deploying, as an output, and deploy that one here.',
    chain,
  );
}

function wrong(repository: Repository, job: Job): Report | undefined {
  for (const step of repository.stepsOf(job)) {
    const script = step.run;
    const found = script === undefined ? null : WRONG.exec(script.text);
    if (found === null || script === undefined) continue;
    const source = sourceOf(step.owner);
    const place = source.placeIn(script, found.index);
    return {
      ...{ source, place: { line: place.line, column: place.column } },
      message: `"${found[0]}" is the version that was made before, not the one that ran before: failed deployments count, and so do those to elsewhere.`,
      fix: 'Keep what the alias or the stack pointed to before each deployment, and go back to that.',
      chain: [link(source, place, source.line(place.line).trim())],
    };
  }
  return undefined;
}

function unverified(repository: Repository, job: Job, effects: readonly Effect[]): Report | undefined {
  const last = effects.at(-1);
  if (last === undefined) return undefined;
  const steps = repository.stepsOf(job);
  const following = [
    ...steps.slice(steps.indexOf(last.step)),
    ...after(job).flatMap((each) => repository.stepsOf(each)),
  ];
  const verified = following.some((step) =>
    repository.commandsOf(step).some((call) => {
      const later =
        step !== last.step ||
        last.call === undefined ||
        call.offset > last.call.offset ||
        !step.commands.includes(call);
      return (
        later &&
        (isGateCall(call) ||
          /^(aws\b.{0,40}? (lambda (invoke|get-alias|get-function)|cloudwatch|ecs describe)|curl|wget|\[\[?|test|grep -q)\b/.test(
            call.text,
          ) ||
          call.name === '[')
      );
    }),
  );
  const asks =
    /--wait\b|rollout status/.test(last.says) ||
    following.some((step) => step !== last.step && /verif|health|smoke/i.test(`${step.name} ${step.uses?.text ?? ''}`));
  return verified || asks
    ? undefined
    : report(
        last,
        last.place,
        'Nobody looks whether the rollback has worked: the run is green when callers still fail.',
        'Call the service after it, as the deployment does, and fail when it does not answer.',
        [],
      );
}

function report(effect: Effect, place: Place, message: string, fix: string, chain: readonly Link[]): Report {
  const { source } = effect;
  const target = effect.call === undefined ? effect.place : placeOfCall(effect.step, effect.call.offset);
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [...chain, link(source, target, effect.says)],
  };
}
