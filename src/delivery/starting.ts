/** How people start what delivers: by GitHub's form, or by a pull request that says what they want. */
import { runScript, type Script } from '../github/script';
import { checkoutDelivery } from '../github/steps';
import type { Job, Yaml } from '../github/workflow';
import type { Platform } from '../model/platform';
import { WAITS } from './approval-jobs';

/** A field that people fill in. */
export interface Field {
  readonly description: string;
  readonly type: 'string' | 'boolean' | 'choice';
  readonly options?: readonly string[];
  readonly required?: boolean;
  readonly default?: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

/** What a workflow is that people start, whichever way. */
export interface Start {
  /** Its trigger. */
  readonly on: Yaml;
  /** Jobs that come first. */
  readonly jobs: Readonly<Record<string, Job>>;
  /** Their ids, for the `needs` of jobs that read a field. */
  readonly needs: readonly string[];
  /** Why its runs may overlap. */
  readonly overlaps: string;
  /** The expression of a text that people filled in, without `${{ }}`. */
  readonly text: (field: string) => string;
  /** The expression of a yes or no. */
  readonly flag: (field: string) => string;
}

/** The folder of what is asked for by pull request. */
export const REQUESTS = '.github/releases';

/** How a workflow starts. `file` is the request's name in `.github/releases/`, without `.json`: where pull requests ask. */
export function startOf({ approval }: Platform, fields: Fields, file: string, find: (name: string) => Script): Start {
  if (approval === 'pull-request') return byPullRequest(fields, `${REQUESTS}/${file}.json`, find);
  const inputs = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field }]));
  const asked = (field: string): string => `inputs.${field}`;
  return { on: { workflow_dispatch: { inputs } }, jobs: {}, needs: [], overlaps: WAITS, text: asked, flag: asked };
}

/** A merge that changes the request starts it; its first job reads the request, so that all others get checked text. */
function byPullRequest(fields: Fields, path: string, find: (name: string) => Script): Start {
  const text = (field: string): string => `needs.request.outputs.${field}`;
  const rows = Object.entries(fields).map(
    ([name, { type, required }]) => `${name} ${required ? 'must' : 'may'} ${type}`,
  );
  const request: Job = {
    '#': `What ${path} asks for, as the reviewers of its pull request saw it.`,
    name: 'Request',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read' },
    outputs: Object.fromEntries(Object.keys(fields).map((name) => [name, `\${{ steps.request.outputs.${name} }}`])),
    steps: [
      checkoutDelivery(),
      runScript('Read the request', find('read-request'), { REQUEST: path, FIELDS: rows.join(';') }, { id: 'request' }),
    ],
  };
  const on = { push: { branches: ['main'], paths: [path] } };
  const overlaps = 'what people approved is not dropped for a newer request';
  return { on, jobs: { request }, needs: ['request'], overlaps, text, flag: (field) => `${text(field)} == 'true'` };
}
