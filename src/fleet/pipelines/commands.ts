/** How people start a workflow: lines for a shell, and the fields of its form. */
import { dispatchCommand } from '../../github/dispatch-command';
import type { Input } from '../../verify/read/model';
import { environmentInputOf, versionInputOf, type Pipeline } from './pipeline';

/** Stands for what only a person knows. */
const REASON = 'what happened and who decided';

/**
 * The lines that start it: one for each environment that its form offers, with what must be given.
 *
 * @param version What stands for the version. @default - it is left out where it may be
 */
export function startLines(repository: string, pipeline: Pipeline, version?: string): string[] {
  const chooser = environmentInputOf(pipeline);
  const choices = chooser === undefined ? [undefined] : choicesOf(chooser, pipeline);
  return choices.map((choice) => {
    const given = pipeline.inputs.flatMap((input): [string, string][] => {
      if (input === chooser) return choice === undefined ? [] : [[input.name, choice]];
      const needed = input.required || (version !== undefined && input === versionInputOf(pipeline));
      return needed ? [[input.name, exampleOf(input, version ?? 'VERSION')]] : [];
    });
    const { file: workflow, branch } = pipeline;
    return dispatchCommand({ repository, workflow, branch, inputs: Object.fromEntries(given) });
  });
}

function choicesOf(input: Input, { environments }: Pipeline): readonly string[] {
  if (input.options.length > 0) return input.options;
  return environments.length > 0 ? environments : [input.name.toUpperCase()];
}

function exampleOf(input: Input, version: string): string {
  // A text or a box that says "false" until somebody agrees.
  if (input.type === 'boolean' || input.default?.text === 'false') return 'true';
  // A form that only plans unless it is told otherwise: the line is for whoever wants it done.
  const done = input.options.find((option) => /^(apply|deploy)$/i.test(option));
  if (input.type === 'choice') return done ?? input.default?.text ?? input.options[0] ?? '';
  if (input.type === 'number') return input.default?.text ?? '1';
  if (/reason|why|comment/i.test(input.name)) return REASON;
  return /version|release|tag|artifact|sha|digest/i.test(input.name) ? version : input.name.toUpperCase();
}

/** Ways to start it that the definition tells, each with its line. */
export function told(repository: string, { file, branch, starts }: Pipeline, ways = starts): string[] {
  return ways.flatMap(({ when, inputs }) => {
    return [`${when}:`, '', ...shell([dispatchCommand({ repository, workflow: file, branch, inputs })])];
  });
}

/** Lines that are pasted into a shell. */
export function shell(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['```bash', ...lines, '```', ''];
}

/** A row for each field of the form. */
export function formRows({ inputs }: Pipeline): string[] {
  return inputs.map((input) => {
    const values = input.options.length > 0 ? input.options.map((option) => `\`${option}\``).join(', ') : input.type;
    const must = input.required ? 'yes' : 'no';
    const preset = input.default === undefined || input.default.text === '' ? '' : `\`${input.default.text}\``;
    return `| \`${input.name}\` | ${cell(input.description)} | ${values} | ${must} | ${preset} |`;
  });
}

/** Text as Markdown shows it. */
export function prose(text: string): string {
  return text.replaceAll(/[<*[\]]/g, (mark) => `\\${mark}`);
}

/** Text in one cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
