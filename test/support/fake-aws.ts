/** An `aws` that gives prepared answers: for states that no simulation of AWS can be brought into, and for failures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is printed; an object as AWS answers it, of which the real queries choose; or what is said before it fails. */
export type Answer = string | object | { readonly error: string };

/** The text of the program. The first answer counts whose words are all part of the command; none is a failure. */
export function awsThat(answers: Readonly<Record<string, Answer>>): string {
  const cases = Object.entries(answers).map(([words, answer]) => {
    const pattern = words.split(' ').map((word) => `'${word}'`);
    return `  *${pattern.join('*')}*) ${reply(answer)} ;;`;
  });
  const lines = [
    '#!/usr/bin/env bash',
    'echo "$*" >> "$GITHUB_WORKSPACE/aws-calls"',
    'case "$*" in',
    ...cases,
    '  *) echo "Nobody prepared an answer to: aws $*" >&2; exit 99 ;;',
    'esac',
  ];
  return `${lines.join('\n')}\n`;
}

/** What it was called with, in order. */
export function awsCalls(workspace: string): string[] {
  const file = join(workspace, 'aws-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

function reply(answer: Answer): string {
  if (typeof answer === 'string') return `echo ${quoted(answer)}`;
  if ('error' in answer) return `echo ${quoted(answer.error)} >&2; exit 254`;
  return `exec python ${quoted(join(__dirname, 'fake_aws.py'))} ${quoted(JSON.stringify(answer))} "$@"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
