import { effectOfCall } from '../facts/effects';
import { isGateCall, isGateName } from '../facts/gates';
import { stepsIn } from '../facts/graph';
import { jobOf, placeOfCall, sourceOf, valueOf, type Step } from '../read/model';
import type { Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';

const EMPTY = new Set(['echo', 'printf', 'true', ':', 'sleep', 'cat', 'ls', 'date', 'pwd', 'exit', 'set']);
const SOFT =
  / --(exit-zero|soft-fail|no-fail|exit-code[= ]0|no-error-on-unmatched|passWithNoTests|severity-threshold=none)\b/;

/** A step that promises a check and cannot fail. */
export const D26: Rule = {
  id: 'D26',
  title: 'Empty or fake gate',
  severity: 'error',
  check(repository) {
    const usesCodeScanning = repository.workflows.some(({ source }) => source.content.includes('upload-sarif'));
    return stepsIn(repository).flatMap((step) => {
      const { place, why } = emptiness(step, usesCodeScanning) ?? {};
      if (place === undefined || why === undefined) return [];
      const source = sourceOf(step.owner);
      const report: Report = {
        ...{ source, place: { line: place.line, column: place.column } },
        message: `Step "${nameOf(step)}" cannot fail: ${why}. Whatever relies on it relies on nothing.`,
        fix: 'Run the check and let its exit code count, or remove the step and its promise.',
        chain: [
          link(source, step.place, source.line(step.place.line).trim()),
          link(source, place, source.line(place.line).trim()),
        ],
      };
      return [report];
    });
  },
};

function nameOf(step: Step): string {
  const job = jobOf(step);
  return step.name !== '' || job === undefined || job.steps.length > 1 ? step.name : job.name;
}

function emptiness(step: Step, usesCodeScanning: boolean): { place: Place; why: string } | undefined {
  const soft = step.commands.find((call) => isGateCall(call) && SOFT.test(call.text));
  if (soft !== undefined && !usesCodeScanning)
    return { place: placeOfCall(step, soft.offset), why: 'its tool is told to succeed always' };
  const flag = [valueOf(step.with, 'soft_fail'), valueOf(step.with, 'exit-code')].find(
    (value) => value !== undefined && /^(true|0)$/.test(value.text),
  );
  if (flag !== undefined && !usesCodeScanning && /trivy|checkov|tfsec|tflint|kics|snyk/i.test(step.uses?.text ?? ''))
    return { place: flag, why: 'its tool is told to succeed always' };
  if (step.run === undefined || !isGateName(nameOf(step).replace(/[-_]/g, ' ')) || isConditional(step))
    return undefined;
  // The one check that others require: its needs are what it checks.
  if ((jobOf(step)?.needs.length ?? 0) > 0 && /\b(all|required|success|completed?|passed|done)\b/i.test(nameOf(step)))
    return undefined;
  // A script in another language was not read.
  if (step.shell !== undefined && !/^(bash|sh)\b/.test(step.shell)) return undefined;
  if (step.commands.every(isEmpty) && !writes(step)) return { place: step.place, why: 'it only prints' };
  return unread(step);
}

/** Text for the case that something else has decided on. */
function isConditional({ condition }: Step): boolean {
  return condition !== undefined && !/^\s*(\$\{\{)?\s*(always|success)\(\)/.test(condition.text);
}

function isEmpty(call: Call): boolean {
  if (call.name === 'exit') return call.args[0] === '0';
  return call.name === ''
    ? call.assignments.every(({ value }) => value.parts.every(({ kind }) => kind !== 'command'))
    : EMPTY.has(call.name) && !call.words.some(({ parts }) => parts.some(({ kind }) => kind === 'command'));
}

function writes({ run }: Step): boolean {
  return /GITHUB_(OUTPUT|ENV|STATE)/.test(run?.text ?? '');
}

/** An answer that nobody looks at: invoke and curl succeed when the service does not. */
function unread(step: Step): { place: Place; why: string } | undefined {
  const script = step.run?.text ?? '';
  const asks = step.commands.filter(
    ({ text, surroundings }) =>
      (/^aws\b.{0,40}? lambda invoke\b/.test(text) || isOpenCurl(text)) &&
      !surroundings.nested &&
      !surroundings.condition,
  );
  const [first] = asks;
  if (first === undefined || first.index < first.pipeline.commands.length - 1) return undefined;
  const rest = step.commands.filter((call) => !asks.includes(call));
  const looks =
    rest.some((call) => !isEmpty(call) && !/^(jq|head|tail|mkdir|rm|for|export|cd|python3? -m json)/.test(call.text)) ||
    rest.some(({ text }) => /^jq (-\S+ )*(-e|--exit-status)/.test(text));
  if (
    looks ||
    /FunctionError|PIPESTATUS|\$\?/.test(script) ||
    step.commands.some((call) => effectOfCall(call) !== undefined)
  )
    return undefined;
  return { place: step.place, why: 'it asks and never looks at the answer' };
}

function isOpenCurl(text: string): boolean {
  return (
    /^curl\b/.test(text) &&
    !/ (-\w*f\w*|--fail(-with-body)?)\b/.test(text) &&
    !/ (-w|--write-out|-X POST|-d|--data\S*|-o\s+\S+\.(zip|tar|gz|sh))\b/.test(text) &&
    !/--request POST/.test(text)
  );
}
