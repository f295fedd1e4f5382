/** Who may do what in a repository, and how its identity tokens are made. */
import { ok, type Answer } from './answer';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** A public repository can be read by everybody. */
export function roleOf({ collaborators, visibility }: Repository, login: string): Role {
  const row = Object.entries(collaborators).find(([known]) => known.toLowerCase() === login.toLowerCase());
  return row?.[1] ?? (visibility === 'public' ? 'read' : 'none');
}

/** The older word for a role: `maintain` is `write`, `triage` is `read`. */
function permissionOf(role: Role): string {
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}

/** https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
function showPermission(call: Call): Answer {
  const { repository } = call;
  const login = call.parameter('username');
  const role = roleOf(repository, login);
  const rank = ['none', 'read', 'triage', 'write', 'maintain', 'admin'].indexOf(role);
  const permissions = { pull: rank > 0, triage: rank > 1, push: rank > 2, maintain: rank > 3, admin: rank > 4 };
  return ok({
    ...{ permission: permissionOf(role), role_name: role },
    user: { ...userShape(repository, login), permissions, role_name: role },
  } satisfies Schema<'repository-collaborator-permission'>);
}

/** https://docs.github.com/rest/actions/oidc#get-the-customization-template-for-an-oidc-subject-claim-for-a-repository */
function showSubject({ repository: { subject } }: Call): Answer {
  return ok({
    use_default: subject.useDefault,
    ...(subject.keys !== undefined && { include_claim_keys: subject.keys }),
  } satisfies Schema<'oidc-custom-sub-repo'>);
}

export const peopleRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    needs: [{ metadata: 'read' }],
    closed: true,
    answer: showPermission,
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/oidc/customization/sub',
    needs: [{ actions: 'read' }],
    closed: true,
    answer: showSubject,
  },
];
