import type { Action, Input, Workflow } from '../read/model';
import type { Source } from '../read/source';
import { link, type Report, type Rule } from '../rule';
import { textAsTruth } from './d30-truth';

const OPTIONS =
  /\b(dev|development|sit|uat|qa|test|staging|stage|prod|production|plan|apply|destroy|true|false|yes|no|major|minor|patch|debug|info|warn|warning|error|blue|green|start|stop|enable|disable|create|delete|update)\b(?: ?=[^,;|)]*)?\s*(?:,|\/|\||\bor\b|;)\s*(?:or )?["']?\b(dev|development|sit|uat|qa|test|staging|stage|prod|production|plan|apply|destroy|true|false|yes|no|major|minor|patch|debug|info|warn|warning|error|blue|green|start|stop|enable|disable|create|delete|update)\b/i;
/** Names of what there are only a few of. */
const FEW = /^(env|environment|stage|action|operation|deploy_?env|target_?env(ironment)?)$/i;

/** An input that nothing reads, or that lets people type what they could choose. */
export const D29: Rule = {
  id: 'D29',
  title: 'Dead input',
  severity: 'warning',
  check(repository) {
    const truths = new Set(
      repository.workflows.flatMap((workflow) =>
        workflow.jobs.flatMap((job) => textAsTruth(repository, job).map(({ input }) => input)),
      ),
    );
    const workflows = repository.workflows.flatMap((workflow) => [
      ...unread(workflow),
      ...typed(workflow)
        .filter(({ input }) => !truths.has(input))
        .map(({ report }) => report),
    ]);
    const actions = repository.actions
      .filter(({ using }) => using?.text === 'composite')
      .flatMap((action) => unread(action));
    return [...workflows, ...actions];
  },
};

function inputsOf(owner: Workflow | Action): Input[] {
  if (owner.kind === 'action') return [...owner.inputs];
  const called = owner.callInputs.filter(({ name }) => !owner.dispatchInputs.some((input) => input.name === name));
  return [...owner.dispatchInputs, ...called];
}

export function isRead({ content }: Source, name: string): boolean {
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(`inputs\\s*(\\.\\s*${quoted}(?![\\w-])|\\[\\s*['"]${quoted}['"]\\s*\\])`, 'i');
  // All inputs at once, or the file of the event.
  return (
    named.test(content) ||
    /toJSON\(\s*(github\.event\.)?inputs\s*\)|toJSON\(\s*github(\.event)?\s*\)|GITHUB_EVENT_PATH|inputs\[(?!['"])|github\.event\.inputs\s*\}\}/i.test(
      content,
    )
  );
}

function unread(owner: Workflow | Action): Report[] {
  const { source } = owner;
  return inputsOf(owner)
    .filter(({ name }) => !isRead(source, name))
    .map((input) =>
      report(
        source,
        input,
        `Input "${input.name}" is offered, and nothing reads it: whoever sets it is mistaken about what happens.`,
        'Use it, or remove it.',
      ),
    );
}

function typed(workflow: Workflow): { input: Input; report: Report }[] {
  return workflow.dispatchInputs.flatMap((input) => {
    if (input.type !== 'string' || !isRead(workflow.source, input.name) || !offersFew(input)) return [];
    return [
      {
        input,
        report: report(
          workflow.source,
          input,
          `Input "${input.name}" takes any text where only a few words make sense: a typing error starts something else.`,
          'Write "type: choice" with its options, or "type: boolean".',
        ),
      },
    ];
  });
}

function offersFew({ name, description, default: value }: Input): boolean {
  return (
    OPTIONS.test(description) ||
    (FEW.test(name) &&
      (value === undefined || /^(dev|development|sit|staging|uat|prod|production|plan|apply)$/i.test(value.text)))
  );
}

function report(source: Source, input: Input, message: string, fix: string): Report {
  return {
    source,
    place: { line: input.line, column: input.column },
    message,
    fix,
    chain: [link(source, input, `input "${input.name}"`)],
  };
}
