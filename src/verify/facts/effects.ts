import { placeOfCall, sourceOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import type { Place } from '../read/tree';
import type { Call } from '../shell/calls';
import { remember } from './remember';

/** Something that a step changes outside of the runner. */
export interface Effect {
  readonly kind: 'apply' | 'destroy' | 'deploy';
  /** What does it; decides whether it has a lock of its own. */
  readonly tool: 'terraform' | 'stack' | 'lambda' | 'other';
  readonly step: Step;
  readonly source: Source;
  readonly place: Place;
  readonly call?: Call;
  readonly says: string;
}

type Kind = Pick<Effect, 'kind' | 'tool'>;

const DEPLOY: Kind = { kind: 'deploy', tool: 'other' };
const STACK: Kind = { kind: 'deploy', tool: 'stack' };
const LAMBDA: Kind = { kind: 'deploy', tool: 'lambda' };
const APPLY: Kind = { kind: 'apply', tool: 'terraform' };
const DESTROY: Kind = { kind: 'destroy', tool: 'terraform' };
const REMOVE: Kind = { kind: 'destroy', tool: 'other' };

/** Beginnings of commands that change an environment. */
const COMMANDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(terraform|tofu|terragrunt)( -\S+)* apply\b.{0,300} -destroy\b/, DESTROY],
  [/^(terraform|tofu|terragrunt)( -\S+)* (run-all )?destroy\b/, DESTROY],
  [/^(terraform|tofu|terragrunt)( -\S+)* (run-all )?apply\b/, APPLY],
  [/^aws\b.{0,80}? cloudformation (deploy|create-stack|update-stack|execute-change-set)\b/, STACK],
  [/^aws\b.{0,80}? cloudformation delete-stack\b/, REMOVE],
  [/^aws\b.{0,80}? lambda (update-function-code|update-alias|create-function|update-function-configuration)\b/, LAMBDA],
  [/^aws\b.{0,80}? ecs (update-service|create-service)\b/, DEPLOY],
  [/^aws\b.{0,40}? s3 sync \S+ (--?\S+ )*["']?(s3:\/\/|\$)/, DEPLOY],
  [
    /^aws\b.{0,80}? (deploy create-deployment|elasticbeanstalk update-environment|amplify start-job|apprunner start-deployment)\b/,
    DEPLOY,
  ],
  [/^sam( -\S+)* deploy\b/, STACK],
  [/^sam( -\S+)* delete\b/, REMOVE],
  [/^(npx (--yes |-y )?|yarn |pnpm (exec )?)?cdk( -\S+)* deploy\b/, STACK],
  [/^(npx (--yes |-y )?|yarn |pnpm (exec )?)?cdk( -\S+)* destroy\b/, REMOVE],
  [/^(npx (--yes |-y )?)?(serverless|sls) deploy\b/, STACK],
  [/^(npx (--yes |-y )?)?(serverless|sls) remove\b/, REMOVE],
  [/^kubectl\b.{0,80}? (apply|set image|rollout restart|rollout undo|replace)\b/, DEPLOY],
  [/^helm\b.{0,80}? (upgrade|install|rollback)\b/, DEPLOY],
  [/^pulumi\b.{0,80}? up\b/, STACK],
  [/^pulumi\b.{0,80}? destroy\b/, REMOVE],
  [/^gcloud .{0,80}?\b(run|app|functions) deploy\b|^az (webapp|functionapp|containerapp) (deploy|up|update)\b/, DEPLOY],
  [
    /^(npx )?(wrangler (deploy|publish)|firebase deploy|netlify deploy|vercel deploy|vercel --prod|copilot deploy|flyctl deploy|zappa (deploy|update)|eb deploy)\b/,
    DEPLOY,
  ],
  [/^ansible-playbook .{0,80}?deploy|^make (-\S+ )*deploy\S*|^(npm|yarn|pnpm)( run)? deploy\S*/, DEPLOY],
];

/** Actions that change an environment. */
const ACTIONS: readonly (readonly [RegExp, Kind])[] = [
  [/^aws-actions\/(amazon-ecs-deploy-task-definition|aws-lambda-deploy|aws-codedeploy)/, LAMBDA],
  [/^aws-actions\/aws-cloudformation-github-deploy/, STACK],
  [/^dflook\/(terraform|tofu)-apply/, APPLY],
  [/^dflook\/(terraform|tofu)-destroy/, DESTROY],
  [/^(azure\/(webapps-deploy|functions-action|k8s-deploy)|google-github-actions\/deploy-)/i, DEPLOY],
  [
    /^(einaregilsson\/beanstalk-deploy|appleboy\/lambda-action|jakejarvis\/s3-sync-action|amondnet\/vercel-action)/,
    DEPLOY,
  ],
];

/** Whether a command changes an environment. Asking for help or a rehearsal does not. */
export function effectOfCall(call: Call): Kind | undefined {
  if (/(^| )(--help|-h|--dry-run(=\S+)?|--no-execute-changeset)( |$)/.test(call.text)) return undefined;
  const found = COMMANDS.find(([pattern]) => pattern.test(call.text));
  if (found !== undefined) return found[1];
  // A script that is not here can only be judged by its name.
  return /(^|\/)deploy[\w.-]*\.(sh|py)$/.test(call.text.split(' ')[0] ?? '') ? DEPLOY : undefined;
}

/** What the steps of a job change, its local actions and scripts included. */
export const effectsOf = remember((repository, job: Job): Effect[] => {
  return repository.stepsOf(job).flatMap((step) => effectsOfStep(repository, step));
});

function effectsOfStep(repository: Repository, step: Step): Effect[] {
  const source = sourceOf(step.owner);
  const action = ACTIONS.find(([pattern]) => pattern.test(step.uses?.text ?? ''));
  if (action !== undefined && step.uses !== undefined) {
    return [{ ...action[1], step, source, place: step.uses, says: `uses ${step.uses.text}` }];
  }
  return repository.commandsOf(step).flatMap((call) => {
    const kind = effectOfCall(call);
    const own = step.commands.includes(call);
    const place = own ? placeOfCall(step, call.offset) : step.place;
    return kind === undefined ? [] : [{ ...kind, step, source, place, call, says: call.text.slice(0, 100) }];
  });
}
