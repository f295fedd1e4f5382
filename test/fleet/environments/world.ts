/** A simulated GitHub with a repository whose settings are as its definition says, and the command over it. */
import type { Desired } from '../../../src/fleet/environments/desired';
import type { Action } from '../../../src/fleet/environments/render';
import { runEnvironments, type RunOptions } from '../../../src/fleet/environments/run';
import { connect } from '../../../src/fleet/github/connect';
import { credentialsFrom } from '../../../src/fleet/github/credentials';
import {
  addEnvironment,
  addTeam,
  GitHub,
  type Organization,
  type Permissions,
  type Repository,
} from '../../../src/rehearse/github';
import { idOf } from '../../../src/rehearse/github/names';
import { teamId } from '../../../src/rehearse/github/organizations';

const row = {
  environment: 'prod',
  urgent: false,
  pauseMinutes: 0,
  usedBy: ['promote-to-prod'],
  variables: {},
  approvals: 2,
};

/** Two GitHub environments in a row, one for reading, and an app that commits directly. */
export const wanted: Desired = {
  ...{ owner: 'acme', name: 'shop', ownWorkflows: [], notifyReviewers: true },
  environments: [
    { ...row, name: 'approval', access: 'none', reviewers: ['tech'], waitMinutes: 0, branches: ['main'], chain: [] },
    { ...row, name: 'prod', access: 'deploy', reviewers: ['ops'], waitMinutes: 10, branches: ['main'], chain: [] },
    { ...row, name: 'prod-read', access: 'read', reviewers: [], waitMinutes: 0, branches: ['main'], chain: [] },
  ],
  settings: { reviews: 1, shaPinning: true, directCommits: [{ kind: 'app', name: 'robot' }] },
};

/** What the help of the command asks for. */
export const RIGHTS: Permissions = {
  ...{ administration: 'write', environments: 'write', actions: 'read' },
  ...{ members: 'write', organization_plan: 'read' },
};

export const GITHUB_ACTIONS = idOf('github-actions');

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly lines: readonly string[];
}

export class FleetWorld {
  private constructor(
    readonly github: GitHub,
    readonly acme: Organization,
    readonly shop: Repository,
  ) {}

  /** Nothing is set yet, but teams and app are there. */
  static async bare(owner = 'acme'): Promise<FleetWorld> {
    const github = await GitHub.start({ now: () => new Date() });
    const acme = github.organization(owner);
    for (const team of ['ops', 'tech']) addTeam(acme, team, `${owner}/shop`);
    acme.apps.push('robot');
    return new FleetWorld(github, acme, github.addRepository(`${owner}/shop`));
  }

  static async start(): Promise<FleetWorld> {
    const world = await FleetWorld.bare();
    setUp(world.shop);
    return world;
  }

  /** `projen-fleet environments <action>` */
  async run(
    action: Action,
    more: Partial<RunOptions> & { rights?: Permissions; all?: readonly Desired[] } = {},
  ): Promise<Ran> {
    const { rights = RIGHTS, all = [wanted], ...options } = more;
    const token = this.github.issueToken({
      repository: `${this.acme.login}/*`,
      permissions: rights,
      login: 'fleet[bot]',
    });
    const pace = { writeMs: 0, notifyMs: 0, secondMs: 1 };
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const github = connect({
      credentials: credentialsFrom({ GITHUB_TOKEN: token }),
      baseUrl: this.github.api,
      pace,
      timeoutS: 1,
      tell: print,
    });
    const surroundings = {
      cwd: '',
      now: new Date(),
      pid: 1,
      host: '',
      color: false,
      env: {},
      print,
      printError: print,
    };
    const ask = (): Promise<boolean> => Promise.resolve(false);
    const code = await runEnvironments(all, { action, json: false, allowWeaker: false, ...options }, github, {
      ...surroundings,
      ask,
    });
    return { code, output: lines.join('\n'), lines };
  }

  /** Calls that changed something, as `METHOD path`. */
  get changes(): string[] {
    const all = this.github.requests.filter(({ method }) => method !== 'GET');
    return all.map(({ method, path }) => `${method} ${path.replace('/repos/acme/shop', '')}`);
  }

  /** All that the command may change. */
  get settings(): string {
    const { environments, rulesets, actions } = this.shop;
    return JSON.stringify([environments, rulesets, actions, this.acme.teams]);
  }
}

function setUp(shop: Repository): void {
  const rules = { preventSelfReview: true, adminsBypass: false, branches: ['main'] };
  addEnvironment(shop, 'approval', { ...rules, reviewers: [{ team: 'tech' }] });
  addEnvironment(shop, 'prod', { ...rules, reviewers: [{ team: 'ops' }], wait: 10 });
  addEnvironment(shop, 'prod-read', { ...rules, preventSelfReview: false });
  shop.actions = { enabled: true, allowed: 'all', shaPinning: true, token: 'read', approves: false };
  shop.rulesets.push({
    ...{
      id: shop.nextId(),
      name: 'projen-fleet: main',
      enforcement: 'active',
      include: ['refs/heads/main'],
      exclude: [],
    },
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
      { type: 'required_status_checks', parameters: { required_status_checks: [check('All gates', GITHUB_ACTIONS)] } },
    ],
    bypass: [{ actor_type: 'Integration', actor_id: idOf('robot'), bypass_mode: 'always' }],
  });
}

export function check(context: string, integration_id?: number): object {
  return { context, ...(integration_id !== undefined && { integration_id }) };
}

export function idOfTeam(slug: string): number {
  return teamId('acme', slug);
}
