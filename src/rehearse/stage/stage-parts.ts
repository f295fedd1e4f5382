/** What a stage is made of, new or copied from another. */
import { rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { AccountIdentity } from '../../aws/account-identity';
import { accountIdentities } from '../../aws/account-roles';
import { deployingIn } from '../../aws/deploying';
import type { GitOpsRepo } from '../../gitops/gitops-repo';
import type { LambdaRepo } from '../../lambda/lambda-repo';
import { readSettings } from '../../runner/settings';
import { ArtifactStore } from '../../runner/stand-ins';
import { World } from '../../runner/world';
import { Workspace } from '../application/workspace';
import type { Cloud } from '../cloud/start-cloud';
import { addEnvironment, GitHub, type Repository } from '../github';
import { startIdentity, type Identity } from '../identity/identity';
import type { StageTools } from '../tools/stage-tools';
import { StageClock } from './clock';
import { copyRepository } from './copy-repository';
import { createPrograms } from './programs';
import { StageHost } from './stage-host';

/** What can be copied: the state of the world. */
interface State {
  readonly cloud: Cloud;
  readonly clock: StageClock;
  readonly github: GitHub;
  readonly repository: Repository;
  readonly workspace: Workspace;
}

/** A repository that stories are told of. */
export type RehearsedRepo = LambdaRepo | GitOpsRepo;

export interface StageParts<P extends RehearsedRepo = RehearsedRepo> extends State {
  readonly project: P;
  readonly tools: StageTools;
  readonly identity: Identity;
  /** Roles and trusts of the accounts, by which the identity judges: a story may change them. */
  readonly accounts: AccountIdentity[];
  /** Repositories whose tokens have a subject with ids; a story may add one. */
  readonly immutable: Set<string>;
  readonly host: StageHost;
  readonly world: World;
  readonly stop: () => Promise<void>;
}

export function fullName({ model }: RehearsedRepo): string {
  return `${model.platform.owner}/${model.name}`;
}

/** An empty cloud, and a repository whose GitHub environments are as the table says. */
export async function createParts<P extends RehearsedRepo>(
  project: P,
  tools: StageTools,
  start: Date,
): Promise<StageParts<P>> {
  const cloud = await tools.cloud.copy();
  const clock = new StageClock(cloud.clock, tools.machineNow);
  clock.set(start);
  const github = await GitHub.start({ now: () => clock.now() });
  const repository = github.addRepository(fullName(project));
  const { platform } = project.model;
  for (const { name, reviewers, waitMinutes, branches } of platform.githubEnvironments) {
    const asked = { reviewers: reviewers.map((team) => ({ team })), preventSelfReview: reviewers.length > 0 };
    addEnvironment(repository, name, { ...asked, wait: waitMinutes, branches, adminsBypass: reviewers.length === 0 });
  }
  return surround(project, tools, { cloud, clock, github, repository, workspace: Workspace.create(tools.path) });
}

/** A second world that begins as this one is now. Nothing may be running in this one meanwhile. */
export async function copyParts<P extends RehearsedRepo>({
  project,
  tools,
  ...from
}: StageParts<P>): Promise<StageParts<P>> {
  const cloud = await from.cloud.copy();
  const clock = new StageClock(cloud.clock, tools.machineNow);
  clock.set(from.clock.now());
  const github = await GitHub.start({ now: () => clock.now() });
  github.continueAfter(from.github);
  const repository = github.addRepository(fullName(project));
  copyRepository(from.repository, repository);
  return surround(project, tools, { cloud, clock, github, repository, workspace: from.workspace.copy() });
}

/** Identities, programs and the world of runs around a state. */
async function surround<P extends RehearsedRepo>(project: P, tools: StageTools, state: State): Promise<StageParts<P>> {
  const { cloud, clock, github, repository, workspace } = state;
  const { model } = project;
  const accounts = accountIdentities(model.platform, deployingIn([model]));
  const immutable = new Set<string>();
  const identity = await startIdentity({ upstream: cloud.endpoint, accounts, immutable, now: () => clock.seconds });
  const artifacts = new ArtifactStore();
  const pythons = 'python' in model ? [model.python.version] : [];
  const programs = createPrograms(tools.programs, {
    clock: clock.file,
    tools: tools.folder,
    pythons,
    path: tools.path,
  });
  const host = new StageHost({ github, repository, identity, clock, artifacts, programs, path: tools.path });
  const settings = readSettings({ repository: repository.fullName, default_branch: 'main', actor: 'alice' });
  const system = { PATH: [programs, tools.folder, tools.path].join(delimiter), LANG: 'C.UTF-8' };
  const world = new World({ root: '', settings, host, system, limitMinutes: 10 });
  const stop = async (): Promise<void> => {
    world.close();
    artifacts.close();
    await identity.stop();
    await github.stop();
    await cloud.stop();
    workspace.remove();
    rmSync(programs, { recursive: true, force: true });
  };
  return { ...state, project, tools, identity, accounts, immutable, host, world, stop };
}
