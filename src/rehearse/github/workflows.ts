/** Workflow files that GitHub knows, and starts by hand. https://docs.github.com/rest/actions/workflows */
import { found, NO_CONTENT, ok, unprocessable } from './answer';
import { commitOf } from './commits';
import { nodeId } from './names';
import { counted } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

export interface Workflow {
  readonly id: number;
  /** `.github/workflows/deploy-dev.yml` */
  readonly path: string;
  name: string;
  readonly createdAt: string;
}

/** A start by hand that a call asked for: whoever runs workflows takes it from here. */
export interface Dispatch {
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly login: string;
  readonly at: string;
}

/** The workflow of a file; a file that is new here becomes one. */
export function workflowOf(repository: Repository, path: string, name = path): Workflow {
  const file = path.replace(/@.*$/, '');
  const known = repository.workflows.find((workflow) => workflow.path === file);
  if (known !== undefined) return known;
  const workflow = { id: repository.nextId(), path: file, name, createdAt: repository.time() };
  repository.workflows.push(workflow);
  return workflow;
}

/** By id, or by the name of the file. */
export function findWorkflow(call: Call): Workflow {
  const given = call.parameter('workflow_id');
  return found(
    call.repository.workflows.find(({ id, path }) => String(id) === given || path === `.github/workflows/${given}`),
  );
}

function workflowShape({ url, html }: Repository, { id, path, name, createdAt }: Workflow) {
  const file = path.replace('.github/workflows/', '');
  return {
    ...{ id, node_id: nodeId('W', id), name, path, state: 'active', created_at: createdAt, updated_at: createdAt },
    url: `${url}/actions/workflows/${id}`,
    html_url: `${html}/blob/main/${path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(file)}/badge.svg`,
  } satisfies Schema<'workflow'>;
}

function dispatch(call: Call): void {
  const { repository, fields, login } = call;
  const { path } = findWorkflow(call);
  const ref = fields.required('ref');
  if (commitOf(repository, ref) === undefined) throw unprocessable(`No ref found for: ${ref}`);
  const inputs = fields.part('inputs').plain();
  repository.dispatches.push({ workflow: path, ref, inputs, login, at: repository.time() });
}

export const workflowRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/actions/workflows',
    needs: [{ actions: 'read' }],
    answer: ({ url, repository }) =>
      counted(url, 'workflows', repository.workflows, (one) => workflowShape(repository, one)),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
    needs: [{ actions: 'read' }],
    answer: (call) => ok(workflowShape(call.repository, findWorkflow(call))),
  },
  {
    call: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    needs: [{ actions: 'write' }],
    answer: (call) => {
      dispatch(call);
      return NO_CONTENT;
    },
  },
];
