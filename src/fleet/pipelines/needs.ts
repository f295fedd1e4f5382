/** What must be there, or be given, before a workflow does its work. */
import { proofWords, windowWords } from '../../model/approval-words';
import { promotions, type Environment, type Platform } from '../../model/platform';
import { assumptionOf } from '../../verify/facts/credentials';
import { valueOf, type Workflow } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import { codes } from './triggers';

/** Inputs that must be given. */
export function neededInputs({ dispatchInputs }: Workflow): string[] {
  const required = dispatchInputs.filter((input) => input.required && input.default === undefined);
  return required.length === 0 ? [] : [`inputs ${codes(required.map(({ name }) => name))}`];
}

/** What the model asks of a promotion, and of the time of a deployment. */
export function generatedNeeds(platform: Platform, workflow: string): string[] {
  const step = promotions(platform).find(({ target }) => workflow === `promote-to-${target.name}`);
  if (step !== undefined) return [proofOf(step.source), ...windowsOf(platform, step.target)];
  return workflow === 'rollback' ? ['a version that ran there, and its release'] : [];
}

function proofOf(source: Environment): string {
  const proof = proofWords(source);
  return `what ${source.name.toUpperCase()} runs${proof === '' ? '' : `: ${proof}`}`;
}

function windowsOf(platform: Platform, target: Environment): string[] {
  const words = windowWords(platform, target);
  return words === '' ? [] : [`a window (${words}) or \`emergency\` with ticket and reason`];
}

/** Secrets, variables and roles that the files name. */
export function ownNeeds(repository: Repository, workflow: Workflow): string[] {
  const names = (context: string): string[] => {
    const found = workflow.source.content.matchAll(new RegExp(`\\b${context}\\.([A-Za-z_]\\w*)`, 'g'));
    return [...new Set([...found].map(([, name = '']) => name))].filter((name) => name !== 'GITHUB_TOKEN').sort();
  };
  const [secrets, variables] = [names('secrets'), names('vars')];
  const roles = [...new Set(workflow.jobs.flatMap((job) => rolesOf(repository, workflow, job)))];
  return [
    ...(secrets.length > 0 ? [`secrets ${codes(secrets)}`] : []),
    ...(variables.length > 0 ? [`variables ${codes(variables)}`] : []),
    ...(roles.length > 0 ? [`roles ${codes(roles)}`] : []),
  ];
}

/** Names of the roles that a job assumes, as far as they are written in the file. */
function rolesOf(repository: Repository, workflow: Workflow, job: Workflow['jobs'][number]): string[] {
  return repository.stepsOf(job).flatMap((step) => {
    const written = assumptionOf(step)?.role?.text ?? '';
    const variable = /^\$\{\{\s*env\.(\w+)\s*\}\}$/.exec(written)?.[1];
    const role = variable === undefined ? written : (valueOf([...job.env, ...workflow.env], variable)?.text ?? '');
    return /:role\/([\w+=,.@/-]+)$/.exec(role)?.[1] ?? [];
  });
}
