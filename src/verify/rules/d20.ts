import { stepsIn } from '../facts/graph';
import { placeOfCall, sourceOf, type Step } from '../read/model';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';

const QUERY =
  /\b(cloudwatch (get-metric-statistics|get-metric-data)|sqs get-queue-attributes|logs (filter-log-events|get-query-results)|elbv2 describe-target-health|xray get-trace-summaries|synthetics describe-canaries)\b|api\/v1\/query|datadoghq\.\w+\/api|api\.newrelic/;
const ALARMS = /\bcloudwatch describe-alarms\b.*--state-value ["']?ALARM/;

/** A question about health whose missing answer counts as a good one. */
export const D20: Rule = {
  id: 'D20',
  title: 'Gate passes on no data',
  severity: 'error',
  check(repository) {
    return stepsIn(repository).flatMap(reportsFor);
  },
};

function reportsFor(step: Step): Report[] {
  const script = step.run?.text ?? '';
  if (!QUERY.test(script.replace(/\\\n\s*/g, '')) && !ALARMS.test(script.replace(/\\\n\s*/g, ''))) return [];
  // Somebody who asks for invocations knows that silence is not health.
  if (/Invocations|RequestCount|SampleCount|INSUFFICIENT_DATA/.test(script)) return [];
  const functions = new Set(step.commands.filter(isQuery).flatMap(({ surroundings }) => surroundings.inFunction ?? []));
  const queries = step.commands.filter(
    (call) => call.surroundings.assigned !== undefined && (isQuery(call) || functions.has(call.name)),
  );
  const names = new Set(queries.map(({ surroundings }) => surroundings.assigned ?? ''));
  return [...names]
    .flatMap((name) => {
      const query = queries.find(({ surroundings }) => surroundings.assigned === name);
      const weak = query && weakness(step, name, query);
      return query === undefined || weak === undefined ? [] : [report(step, weak, query)];
    })
    .slice(0, 1);
}

function isQuery({ text }: Call): boolean {
  return QUERY.test(text) || ALARMS.test(text);
}

/** Offset in the script where "no data" becomes "healthy". */
function weakness(step: Step, name: string, query: Call): number | undefined {
  const script = step.run?.text ?? '';
  const compared =
    step.commands.some(({ text, surroundings }) => surroundings.condition && text.includes(`$${name}`)) ||
    new RegExp(`\\$\\{?${name}\\b[^\\n]*(-g[te]|-l[te]|-eq|[<>])`).test(script) ||
    sums(script, name);
  if (!compared && !ALARMS.test(query.text)) return undefined;
  if (
    query.surroundings.swallowed !== undefined &&
    /^(echo|printf) ["']?0/.test(script.slice(query.surroundings.swallowed))
  )
    return query.surroundings.swallowed;
  if (ALARMS.test(query.text)) return query.offset;
  const shapes = [
    new RegExp(`\\$\\{${name}:-0\\}[^\\n]*(-g[te]|-eq|-l[te])`),
    new RegExp(`["']?\\$\\{?${name}\\}?["']?\\s*==?\\s*["']?(None|null|)["']?\\s*\\]`),
    new RegExp(`["']?\\$\\{?${name}\\}?["']?\\s*!=\\s*["']?(None|null|)["']?\\s*\\]{1,2}\\s*&&`),
    new RegExp(`(-n|-z) ["']?\\$\\{?${name}\\}?["']?\\s*\\]`),
    new RegExp(`\\$\\{${name}:-0\\}|\\$\\{${name}:=0\\}`),
  ];
  const found = shapes
    .map((shape) => shape.exec(script))
    .find((match) => match !== null && treatsAsHealthy(script, match, name));
  if (found !== undefined && found !== null) return found.index;
  const filled = /\/\/ 0\b|\badd \/\/ 0|print s\+0/.exec(script);
  return filled?.index;
}

function sums(script: string, name: string): boolean {
  return new RegExp(`\\$\\(\\([^)]*\\b${name}\\b`).test(script);
}

/** An empty answer that ends the script is a gate that holds. */
function treatsAsHealthy(script: string, match: RegExpExecArray, name: string): boolean {
  const rest = script.slice(match.index + match[0].length, match.index + match[0].length + 200);
  const empty = /==?\s*["']?(None|null|)["']?\s*\]$|-z/.test(match[0]);
  if (!empty) return true;
  const branch = /^[^\n]*(&&|\|\||;\s*then|\n\s*then)?([\s\S]*?)(\bfi\b|\n\n|$)/.exec(rest)?.[2] ?? rest;
  return (
    new RegExp(`\\b${name}=["']?0`).test(branch) ||
    (!/exit [1-9]|return [1-9]|false/.test(branch) && /exit 0|healthy|ok\b|pass/i.test(branch))
  );
}

function report(step: Step, offset: number, query: Call): Report {
  const source = sourceOf(step.owner);
  const place = placeOfCall(step, offset);
  return {
    ...{ source, place },
    message: 'No data counts as healthy: when nobody called the service, or the question failed, the gate passes.',
    fix: 'Ask for "Invocations" too, and fail when there are none; let a failed query fail the step.',
    chain: [
      link(source, placeOfCall(step, query.offset), query.text.slice(0, 100)),
      link(source, place, source.line(place.line).trim()),
    ],
  };
}
