import { stepsIn, jobsOf } from '../facts/graph';
import { placeOfCall, sourceOf } from '../read/model';
import type { Source } from '../read/source';
import { at, entriesOf, type Entry } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

const KEY =
  /^(tf_var_)?(aws[-_])?(access[-_]key([-_]id)?|secret[-_]access[-_]key|secret[-_]key)$|^credentials_json$|^creds$|^arm_client_secret$/i;
const STORED = /\$\{\{[^}]*\b(secrets|vars)\b/;
/** Keys as AWS gives them out. Words such as `testing` are for simulations. */
const LITERAL = /^\s*["']?(A(KIA|SIA)[A-Z0-9]{12,}|[A-Za-z0-9/+]{40})["']?\s*$/;
const COMMAND =
  /\b(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY)=["']?\S*\$\{\{\s*(secrets|vars)\.|configure set aws_(access_key_id|secret_access_key) ["']?\$\{\{\s*(secrets|vars)\.|\bAKIA[A-Z0-9]{16}\b/;

/** Keys that are stored somewhere, given to a step, a job or a workflow. */
export const D01: Rule = {
  id: 'D01',
  title: 'Static credentials',
  severity: 'error',
  check(repository) {
    const groups: (readonly [Source, readonly Entry[]])[] = [
      ...repository.workflows.map(({ source, env }) => [source, env] as const),
      ...jobsOf(repository).flatMap((job) => {
        const { source } = job.workflow;
        return [[source, job.env] as const, [source, [...job.with, ...entriesOf(at(job.tree, 'secrets'))]] as const];
      }),
      ...stepsIn(repository).flatMap((step) => [[sourceOf(step.owner), [...step.with, ...step.env]] as const]),
    ];
    const given = groups.flatMap(([source, entries]) => reportFirst(source, entries));
    const typed = stepsIn(repository).flatMap((step) => {
      if (!/access_key|AKIA/i.test(step.run?.text ?? '')) return [];
      const call = step.commands.find(
        ({ text, assignments }) =>
          COMMAND.test(text) || assignments.some(({ name }) => COMMAND.test(`${name}=${rawAt(step.run?.text, name)}`)),
      );
      return call === undefined ? [] : [report(sourceOf(step.owner), placeOfCall(step, call.offset), 'a command')];
    });
    return [...given, ...typed];
  },
};

function rawAt(script: string | undefined, name: string): string {
  return new RegExp(`\\b${name}=(.*)`).exec(script ?? '')?.[1] ?? '';
}

/** Id and secret of one pair of keys are one defect. */
function reportFirst(source: Source, entries: readonly Entry[]): Report[] {
  const found = entries.find(({ key, value }) => {
    if (!KEY.test(key) || value.kind !== 'text') return false;
    return STORED.test(value.text) || LITERAL.test(value.text);
  });
  return found === undefined ? [] : [report(source, found, found.key)];
}

function report(source: Source, place: { line: number; column: number }, what: string): Report {
  return {
    ...{ source, place: { line: place.line, column: place.column } },
    message: `A stored cloud key is given by ${what}: whoever reads it once can use it from anywhere until somebody changes it.`,
    fix: 'Assume a role by OIDC: "role-to-assume" with "permissions: id-token: write", and delete the stored key.',
    chain: [link(source, place, 'a key from a secret, a variable or the file itself')],
  };
}
