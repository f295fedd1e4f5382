import { conditionOf, evaluate, truthy } from '../facts/conditions';
import type { Effect } from '../facts/effects';
import { deploymentsOf } from '../facts/reach';
import { expressionsIn, parseExpression, referencesOf } from '../read/expression';
import { jobOf, type Input, type Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import { allTexts } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import { isRead } from './d29';

/** Options that need nothing beyond what always happens. */
const QUIET = /^(plan|none|dry[-_]?run|check|validate|status|show|preview|diff|test|build|no|false)$/i;
const DRY = /^(dry[-_]?run|plan[-_]?only|check[-_]?only|preview[-_]?only|no[-_]?apply|simulate)$/i;

/** What was chosen is not what happens. */
export const D31: Rule = {
  id: 'D31',
  title: 'Choice not honoured',
  severity: 'error',
  check(repository) {
    return repository.workflows.flatMap((workflow) => {
      return workflow.dispatchInputs.flatMap((input) => [
        ...ignored(workflow, input),
        ...changesAnyway(repository, workflow, input),
      ]);
    });
  },
};

/** An option that nothing speaks of, while others are asked for. */
function ignored(workflow: Workflow, input: Input): Report[] {
  const { source } = workflow;
  if (input.type !== 'choice' || !isRead(source, input.name) || !isOnlyCompared(workflow, input)) return [];
  const own = [input, ...input.optionPlaces].map(({ line }) => line);
  const rest = source.lines.filter((_, i) => !own.includes(i + 1)).join('\n');
  const mentioned = (option: string): boolean =>
    new RegExp(
      `['"]${option.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"]|^\\s*\\(?["']?([\\w-]+\\|)*${option.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\|[\\w-]+)*["']?\\)`,
      'm',
    ).test(rest);
  const missing = input.options.filter((option) => !QUIET.test(option) && !mentioned(option));
  if (
    missing.length === 0 ||
    missing.length === input.options.filter((option) => !QUIET.test(option)).length ||
    /!= *'/.test(comparisons(rest, input.name))
  )
    return [];
  const place = input.optionPlaces[input.options.indexOf(missing[0] ?? '')] ?? input;
  return [
    {
      ...{ source, place: { line: place.line, column: place.column } },
      message: `Input "${input.name}" offers "${missing.join('", "')}", and nothing does it: the run is green and nothing happens.`,
      fix: 'Do it, or do not offer it.',
      chain: [link(source, place, `offers ${input.options.join(', ')}`)],
    },
  ];
}

function comparisons(text: string, name: string): string {
  return [...text.matchAll(new RegExp(`inputs\\.${name}\\s*[!=]=\\s*'[^']*'`, 'g'))].map(([found]) => found).join('\n');
}

/** The value goes nowhere but into comparisons. */
function isOnlyCompared(workflow: Workflow, { name }: Input): boolean {
  const texts = workflow.jobs.flatMap(({ tree }) => allTexts(tree));
  const bare = new RegExp(`\\$\\{\\{\\s*(github\\.event\\.)?inputs\\.${name}\\s*\\}\\}`);
  const passed = texts.filter(({ text }) => bare.test(text));
  const names = workflow.jobs
    .flatMap((job) => [...job.env, ...job.steps.flatMap(({ env }) => env)])
    .filter(({ value }) => value.kind === 'text' && bare.test(value.text))
    .map(({ key }) => key);
  // A variable that the step itself does not look at is for the script that it runs, which may do anything with it.
  const handed = workflow.jobs.some((job) =>
    job.steps.some(({ env, run, commands }) => {
      const scripts = commands.some(({ text }) => /\.(sh|bash|py|[cm]?[jt]s|rb|pl)\b|^(make|just|task) /.test(text));
      const keys = [...job.env, ...env].map(({ key }) => key).filter((key) => names.includes(key));
      return scripts && keys.some((key) => !(run?.text.includes(key) ?? false));
    }),
  );
  if (handed) return false;
  const shown = passed.every(({ text }) => /\b(echo|printf|summary)\b/i.test(text) || names.length > 0);
  // A variable that is only looked at by "case" or a test is compared as well.
  const scripts = workflow.jobs.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
  const used = scripts.filter(
    ({ text, name: command }) =>
      names.some((each) => new RegExp(`\\$\\{?${each}\\b`).test(text)) && !/^(echo|printf|\[|\[\[|test)$/.test(command),
  );
  return shown && used.length === 0 && !/\*\)/.test(workflow.source.content.replace(/\*\)\s*(echo|exit|>&2)/g, ''));
}

/** Something changes although only a plan was asked for. */
function changesAnyway(repository: Repository, workflow: Workflow, input: Input): Report[] {
  const plan =
    input.type === 'choice'
      ? input.options.find((option) => /^(plan|dry[-_]?run|preview|diff)$/i.test(option))
      : undefined;
  const dry = DRY.test(input.name) && input.type === 'boolean';
  if ((plan === undefined && !dry) || !isRead(workflow.source, input.name)) return [];
  const effects = deploymentsOf(repository, workflow).flatMap((each) => each.effects);
  const found = effects.find((effect) => happens(workflow, effect, input.name, plan ?? true));
  if (found === undefined) return [];
  const { source } = workflow;
  return [
    {
      source: found.source,
      place: { line: found.place.line, column: found.place.column },
      message: `"${found.says.slice(0, 60)}" runs also when ${plan === undefined ? `"${input.name}" is set` : `"${plan}" is chosen`}.`,
      fix: `Hold it back: "if: inputs.${input.name} ${plan === undefined ? '== false' : `== 'apply'`}".`,
      chain: [
        link(source, input, `input "${input.name}" promises to change nothing`),
        link(found.source, found.place, found.says),
      ],
    },
  ];
}

function happens(workflow: Workflow, effect: Effect, name: string, value: string | boolean): boolean {
  const job = jobOf(effect.step);
  if (job === undefined || !workflow.triggers.some(({ key }) => key === 'workflow_dispatch')) return false;
  // A script, or an earlier job, may look at it in its own way.
  const speaks = new RegExp(`inputs\\.${name}\\b`);
  const texts = [...allTexts(effect.step.tree), ...job.env.flatMap(({ value: each }) => allTexts(each))];
  const passed = texts.some((text) => expressionsIn(text.text).some(({ text: inside }) => speaks.test(inside)));
  const shared = workflow.env.some(({ value: each }) => each.kind === 'text' && speaks.test(each.text));
  if (passed || shared || effect.call?.surroundings.branches.length !== 0) return false;
  const lookup = (path: readonly string[]): string | boolean | undefined => {
    const joined = path.join('.');
    if (joined === `inputs.${name}`) return value;
    if (joined === `github.event.inputs.${name}`) return String(value);
    return joined === 'github.event_name' ? 'workflow_dispatch' : undefined;
  };
  return (
    [job.condition, effect.step.condition].every((text) => {
      const condition = conditionOf(text);
      if (condition === undefined) return text === undefined;
      const held = evaluate(condition, lookup, () => undefined);
      return held !== undefined && truthy(held);
    }) &&
    !job.needs.some(
      ({ text }) =>
        referencesOf(parseExpression(workflow.jobs.find(({ id }) => id === text)?.condition?.text ?? '')).length > 0,
    )
  );
}
