import { assumptionOf } from '../facts/credentials';
import { effectsOf } from '../facts/effects';
import { stagesOf } from '../facts/reach';
import { environmentStages, stagesIn, type Stage } from '../facts/stages';
import { expandVariables, possibleTexts, type Scope } from '../facts/values';
import { placeOfCall, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';
import type { Report } from '../rule';
import type { Call } from '../shell/calls';
import { wordText } from '../shell/syntax';
import { report } from './d19';

/** Commands that act on what their arguments name. */
const ACTS = /^(aws|terraform|tofu|terragrunt|sam|kubectl|helm|cdk|npx cdk|serverless)\b/;
/** Arguments that are for people. */
const PROSE =
  /^--?(description|message|comment|tags?|change-set-name|role-session-name|subject|reason|query|statement-id)\b/;

/** Steps in their order, each under the role that was assumed last. */
export function crossed(repository: Repository, job: Job): Report[] {
  const scope: Scope = { repository, job };
  const own = ownStages(repository, job, scope);
  let current: readonly Stage[] = own;
  const reports: Report[] = [];
  const roles = job.steps.flatMap((step) => assumptionOf(step)?.role ?? []);
  for (const step of job.steps) {
    const role = assumptionOf(step)?.role;
    if (role !== undefined) {
      const stages = rolesStages(role, { ...scope, step });
      const [only] = own;
      const matches = roles.some((each) => rolesStages(each, scope).some((stage) => own.includes(stage)));
      if (
        stages.length === 1 &&
        own.length === 1 &&
        only !== undefined &&
        !stages.includes(only) &&
        !matches &&
        job.environment !== undefined
      ) {
        reports.push(
          report(
            job,
            role,
            `Job "${job.id}" is for ${only}, but takes a role of ${stages.join()}.`,
            'Take the role of the environment that the job carries.',
            [job.environment],
          ),
        );
      }
      current = stages.length > 0 ? stages : own;
    }
    reports.push(...step.commands.flatMap((call) => foreign(job, step, call, current, scope)));
  }
  return reports;
}

function ownStages(repository: Repository, job: Job, scope: Scope): readonly Stage[] {
  if (job.environment !== undefined)
    return [...new Set(possibleTexts(job.environment.text, scope).flatMap(environmentStages))];
  const stages = stagesOf(repository, job);
  return effectsOf(repository, job).length > 0 || stages.length > 0 ? stages : [];
}

function rolesStages(role: Text, scope: Scope): Stage[] {
  return [...new Set(possibleTexts(role.text, scope).flatMap(stagesIn))];
}

/** An argument that names another stage, while nothing of the command names this one. */
function foreign(job: Job, step: Step, call: Call, current: readonly Stage[], scope: Scope): Report[] {
  if (
    !ACTS.test(call.text) ||
    current.length === 0 ||
    call.surroundings.branches.some((branch) => stagesIn(branch).length > 0)
  )
    return [];
  const found = call.words.find((word, i) => {
    const text = wordText(word);
    // Only a name, or a variable that may hold one, can belong to a stage.
    if (!text.includes('$') && stagesIn(text).length === 0) return false;
    if (
      PROSE.test(text) ||
      PROSE.test(wordText(call.words[i - 1] ?? word)) ||
      /^s3:\/\/\S*artifact/i.test(text) ||
      text.length > 300
    )
      return false;
    const values = possibleTexts(expandVariables(text, { ...scope, step }), { ...scope, step });
    const stages = current.length > 1 ? stagesIn(literal(text)) : [...new Set(values.flatMap(stagesIn))];
    const fixed = current.length > 1 ? stages.length === 1 : stages.length > 0;
    return fixed && !(current.length === 1 && stages.some((stage) => current.includes(stage)));
  });
  if (found === undefined || (current.length > 1 && onlyRead(call))) return [];
  const place = placeOfCall(step, found.offset);
  const text = wordText(found);
  return [
    report(
      job,
      place,
      `"${text.slice(0, 80)}" belongs to ${stagesIn(expandVariables(text, { ...scope, step })).join()}, but this runs for ${current.join(' or ')}.`,
      'Derive the name from the environment of the job.',
      [step.place],
    ),
  ];
}

function literal(text: string): string {
  return text.replace(/\$\{\{.*?\}\}|\$\{?\w+\}?/g, ' ');
}

function onlyRead({ text }: Call): boolean {
  return /^aws\b.{0,60}? (get|describe|list)-/.test(text);
}
