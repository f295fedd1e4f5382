/** What workflows of a repository may use, and what their token may do. https://docs.github.com/rest/actions/permissions */
import { NO_CONTENT, ok } from './answer';
import type { Route } from './route';
import type { Schema } from './schemas';

export interface ActionsPolicy {
  enabled: boolean;
  allowed: 'all' | 'local_only' | 'selected';
  /** Whether an action must be named by a full commit. */
  shaPinning: boolean;
  /** What the token may do where a workflow says nothing. */
  token: 'read' | 'write';
  /** Whether workflows may approve pull requests. */
  approves: boolean;
}

/** As GitHub sets up a new repository. */
export function newActionsPolicy(): ActionsPolicy {
  return { enabled: true, allowed: 'all', shaPinning: false, token: 'read', approves: false };
}

const PERMISSIONS = '/repos/{owner}/{repo}/actions/permissions';

export const actionsPolicyRoutes: readonly Route[] = [
  {
    call: `GET ${PERMISSIONS}`,
    needs: [{ administration: 'read' }],
    closed: true,
    answer: ({ repository: { actions } }) =>
      ok({
        enabled: actions.enabled,
        ...(actions.enabled && { allowed_actions: actions.allowed, sha_pinning_required: actions.shaPinning }),
      } satisfies Schema<'actions-repository-permissions'>),
  },
  {
    call: `PUT ${PERMISSIONS}`,
    needs: [{ administration: 'write' }],
    answer: ({ repository: { actions }, fields }) => {
      actions.enabled = fields.flag('enabled') ?? actions.enabled;
      actions.allowed = fields.choice('allowed_actions', ['all', 'local_only', 'selected']) ?? actions.allowed;
      actions.shaPinning = fields.flag('sha_pinning_required') ?? actions.shaPinning;
      return NO_CONTENT;
    },
  },
  {
    call: `GET ${PERMISSIONS}/workflow`,
    needs: [{ administration: 'read' }],
    closed: true,
    answer: ({ repository: { actions } }) =>
      ok({
        default_workflow_permissions: actions.token,
        can_approve_pull_request_reviews: actions.approves,
      } satisfies Schema<'actions-get-default-workflow-permissions'>),
  },
  {
    call: `PUT ${PERMISSIONS}/workflow`,
    needs: [{ administration: 'write' }],
    answer: ({ repository: { actions }, fields }) => {
      actions.token = fields.choice('default_workflow_permissions', ['read', 'write']) ?? actions.token;
      actions.approves = fields.flag('can_approve_pull_request_reviews') ?? actions.approves;
      return NO_CONTENT;
    },
  },
];
