import { jobsOf, stepsIn, usesOf } from '../facts/graph';
import { parseExpression, referencesOf } from '../read/expression';
import { placeOfCall, sourceOf, type Step } from '../read/model';
import type { Source } from '../read/source';
import { at, type Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';

const SECRET = /\$\{\{[^}]*\bsecrets\.(?!GITHUB_TOKEN\b)/;
/** Secrets that only name something, and those that open something all the same. */
const SETTING =
  /(BUCKET|REGION|ACCOUNT|DISTRIBUTION|ROLE|ARN|NAME|ID|URL|HOST|CLUSTER|STACK|DOMAIN|USER|PROJECT|ENV|EMAIL|REPO|REGISTRY|PORT|VERSION|PATH|SERVICE|FUNCTION)/i;
const OPENS = /KEY|TOKEN|PASS|SECRET|WEBHOOK|CREDENTIAL|PRIVATE|AUTH/i;
/** Flags after which a secret would be seen in the list of processes, also from a variable. */
const FLAG = /(^| )(-p|--password|--pass|--secret|--api-key)[= ]?["']?\$\{?/;

/** A secret that leaves its place. */
export const D24: Rule = {
  id: 'D24',
  title: 'Secrets exposed',
  severity: 'error',
  check(repository) {
    const jobs = jobsOf(repository).flatMap((job) => {
      const given = at(job.tree, 'secrets');
      const third = job.calls !== undefined && !/^[.$]\//.test(job.calls.text);
      return given?.kind === 'text' && given.text === 'inherit' && third
        ? [
            report(
              job.workflow.source,
              given,
              `All secrets of the repository go to "${job.calls.text}", which others maintain.`,
              'Name each secret that it needs under "secrets:".',
            ),
          ]
        : [];
    });
    const whole = jobsOf(repository).flatMap((job) => {
      const found = usesOf(job).find(({ text }) =>
        referencesOf(parseExpression(text)).some((path) => path[0] === 'secrets' && path.length === 1),
      );
      return found === undefined
        ? []
        : [
            report(
              job.workflow.source,
              found.place,
              'All secrets at once are given to one step.',
              'Name the one secret that it needs.',
            ),
          ];
    });
    return [...jobs, ...whole, ...stepsIn(repository).flatMap(reportsFor)];
  },
};

function reportsFor(step: Step): Report[] {
  const source = sourceOf(step.owner);
  const secret = step.env.filter(({ value }) => value.kind === 'text' && SECRET.test(value.text)).map(({ key }) => key);
  const told = new Set<number>();
  return step.commands.flatMap((call) => {
    const found = exposure(call, secret);
    const place = placeOfCall(step, offsetOf(step, call));
    if (found === undefined || told.has(place.line)) return [];
    told.add(place.line);
    return [report(source, place, ...found)];
  });
}

/** The line of the expression itself, where a command goes over several. */
function offsetOf(step: Step, call: Call): number {
  const at = step.run === undefined ? -1 : step.run.text.slice(call.offset).search(/\$\{\{[^}]*secrets\./);
  const until = call.text.length + 400;
  return at >= 0 && at < until && SECRET.test(call.text) ? call.offset + at : call.offset;
}

function exposure(call: Call, secret: readonly string[]): [string, string] | undefined {
  const direct = SECRET.test(call.text);
  const named = secret.find((name) => new RegExp(`\\$\\{?${name}\\b`).test(call.text));
  const tells = call.name === 'echo' || call.name === 'printf' || call.name === 'cat';
  const output = /GITHUB_(OUTPUT|ENV)/.test(targets(call)) || /::set-output/.test(call.text);
  if (
    tells &&
    output &&
    (direct || named !== undefined) &&
    /GITHUB_OUTPUT|::set-output/.test(`${targets(call)} ${call.text}`)
  ) {
    return [
      'The output holds a secret: GitHub drops it, and the next job gets an empty text.',
      'Read the secret in the job that needs it, or keep what is no secret in a variable ("vars").',
    ];
  }
  if (tells && /::add-mask::/.test(call.text)) return undefined;
  const piped = call.index < call.pipeline.commands.length - 1;
  if (tells && !output && !piped && targets(call) === '' && (direct || named !== undefined))
    return ['A secret is printed: masking misses every other form of it.', 'Do not print it.'];
  if (tells) return undefined;
  if (direct && !isSetting(call.text))
    return [
      'A secret is part of a command line: processes and error messages show it.',
      'Give it as "env:" to the step, and let the command read that, or its standard input.',
    ];
  return named !== undefined &&
    FLAG.test(call.text) &&
    /^(docker|mysql|psql|curl|helm|npm|twine|sshpass|az|databricks)\b/.test(call.text) &&
    !call.text.includes('stdin')
    ? [
        'A secret is part of a command line: processes and error messages show it.',
        'Let the command read it from its environment or its standard input, such as "--password-stdin".',
      ]
    : undefined;
}

/** Names that are kept as secrets though they open nothing; stored keys are told as such by another rule. */
function isSetting(text: string): boolean {
  if (/^aws configure set aws_/.test(text)) return true;
  return [...text.matchAll(/\bsecrets\.(\w+)/g)].every(([, name = '']) => SETTING.test(name) && !OPENS.test(name));
}

function targets(call: Call): string {
  return call.redirects
    .flatMap(({ operator, target }) =>
      operator.startsWith('>') || operator.startsWith('&>')
        ? target.parts.map((part) => (part.kind === 'variable' ? part.name : part.kind === 'text' ? part.text : ''))
        : [],
    )
    .join('');
}

function report(source: Source, place: Place, message: string, fix: string): Report {
  return {
    source,
    place: { line: place.line, column: place.column },
    message,
    fix,
    chain: [link(source, place, source.line(place.line).trim())],
  };
}
