// Cases of the verifier: small workflows with defects, and correct ones that tempt. Shorthand is written out here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Repository } from '../../../src/verify/read/repository';
import { verify } from '../../../src/verify/verify';

export interface Case {
  readonly rule: string;
  readonly kind: 'bad' | 'good';
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** Rule and a part of the line of every finding, in any order. */
  readonly expected: readonly (readonly [string, string])[];
  /** Correct places that look like a defect. */
  readonly places: number;
}

/** A case as it is written: files, or a workflow, or only its jobs or steps. */
interface Written {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly also?: readonly (readonly [string, string])[];
  readonly places?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly workflow?: string;
  readonly on?: string | object;
  readonly permissions?: string;
  readonly jobs?: string;
  readonly steps?: string;
}

export interface Outcome {
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** A day on which some dates of platforms are past, some are near, and some far. */
export const NOW = new Date('2026-11-30T12:00:00Z');

const folder = join(__dirname, '../cases');

export function readCorpus(): Case[] {
  return readdirSync(folder).flatMap((name) => {
    const rule = name.replace('.yml', '');
    const written: Readonly<Record<'bad' | 'good', readonly Written[]>> = parse(
      readFileSync(join(folder, name), 'utf8'),
    );
    return [
      ...written.bad.map((each) => toCase(rule, 'bad', each)),
      ...written.good.map((each) => toCase(rule, 'good', each)),
    ];
  });
}

function toCase(rule: string, kind: 'bad' | 'good', written: Written): Case {
  const { title, lines = [], also = [], places = 1 } = written;
  const files = Object.fromEntries(Object.entries(filesOf(written)).map(([path, text]) => [path, expand(text)]));
  return { rule, kind, title, files, expected: [...lines.map((line) => [rule, line] as const), ...also], places };
}

function filesOf(written: Written): Readonly<Record<string, string>> {
  if (written.files !== undefined) return written.files;
  return { '.github/workflows/case.yml': written.workflow ?? wrap(written) };
}

function wrap({
  on = { push: { branches: ['main'] } },
  permissions = '{ contents: read }',
  jobs,
  steps = '',
}: Written): string {
  const triggers = typeof on === 'string' ? on : `\n${indent(stringify(on), 2)}`;
  const body = jobs === undefined ? `  work:\n    JOB\n    steps:\n${indent(steps, 6)}` : indent(jobs, 2);
  return `name: Case\non: ${triggers}\npermissions: ${permissions}\nconcurrency: { group: case }\njobs:\n${body}`;
}

function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** `JOB`, `ROLE stage` and `@PIN` stand for what every correct job, credentials step and action has. */
function expand(text: string): string {
  const credentials = (before: string, stage: string, rest: string): string => {
    return `${before}- uses: aws-actions/configure-aws-credentials@PIN # ${stage}${rest}\n${before}  with:\n${before}    role-to-assume: arn:aws:iam::111111111111:role/app-${stage}\n${before}    aws-region: eu-west-1`;
  };
  return text
    .replace(/^( *)JOB$/gm, '$1runs-on: ubuntu-24.04\n$1timeout-minutes: 5')
    .replace(/^( *)- ROLE (\S+)(.*)$/gm, (_, before: string, stage: string, rest: string) =>
      credentials(before, stage, rest),
    )
    .replaceAll('@PIN', `@${'a'.repeat(40)}`);
}

/** What the verifier says of a case, against what it should. */
export function judge({ files, expected }: Case): Outcome {
  const repository = new Repository(files, [], 'case', true);
  const open = [...expected];
  const [found, wrong]: string[][] = [[], []];
  for (const { id, file, line, message } of verify(repository, [], NOW)) {
    const text = repository.file(file)?.line(line) ?? '';
    const at = open.findIndex(([rule, part]) => rule === id && text.includes(part));
    if (at >= 0) found!.push(open.splice(at, 1)[0]![0]);
    else wrong!.push(`${id} ${file}:${line} ${text.trim()} (${message})`);
  }
  return { found: found!, missed: open.map(([rule, part]) => `${rule} ${part}`), wrong: wrong! };
}
