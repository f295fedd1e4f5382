import { jobsOf, stepsIn } from '../facts/graph';
import { taintOf } from '../facts/taint';
import { expressionsIn, parseExpression } from '../read/expression';
import { sourceOf, valueOf, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

/** Inputs of actions that are run as code. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/^actions\/github-script@/, 'script'],
  [/^azure\/(cli|powershell)@/i, 'inlineScript'],
  [/^appleboy\/ssh-action@/, 'script'],
  [/^nick-fields\/retry@|^nick-invision\/retry@/, 'command'],
];

/** Text that somebody typed becomes part of a script. */
export const D04: Rule = {
  id: 'D04',
  title: 'Expression in a script',
  severity: 'error',
  check(repository) {
    const calls = jobsOf(repository).length;
    return calls === 0 && repository.actions.length === 0
      ? []
      : stepsIn(repository).flatMap((step) => reportsFor(repository, step));
  },
};

function scriptOf(step: Step): Text | undefined {
  if (step.run !== undefined) return step.run;
  const input = SCRIPTS.find(([uses]) => uses.test(step.uses?.text ?? ''))?.[1];
  return input === undefined ? undefined : valueOf(step.with, input);
}

function reportsFor(repository: Repository, step: Step): Report[] {
  const script = scriptOf(step);
  if (script === undefined) return [];
  const source = sourceOf(step.owner);
  const told = new Set<string>();
  return expressionsIn(script.text).flatMap(({ text, offset }) => {
    const taint = taintOf(parseExpression(text), repository, step);
    if (taint === undefined || told.has(text)) return [];
    told.add(text);
    const place = source.placeIn(script, offset);
    return [
      {
        ...{ source, place },
        message: `\${{ ${text} }} is pasted into a script before any shell reads it: ${taint.says} can run commands here.`,
        fix: 'Give it to the step as "env: VALUE: ${{ … }}" and write "$VALUE" in the script.',
        chain: [
          ...taint.chain,
          link(source, place, `the script of step ${step.name === '' ? 'here' : `"${step.name}"`} takes it as code`),
        ],
      },
    ];
  });
}
