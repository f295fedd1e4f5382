/** A stack with one function, deployed by the scripts into a simulated cloud, for tests of what happens around a deployment. */
import { Account } from '../../src/rehearse/cloud/account';
import type { QuickTools } from '../../src/rehearse/tools/quick-tools';
import { asFiles, type Artifact } from './artifact';
import { startCloud } from './cloud';
import { FakeGitHub } from './github-api';
import { runScript, workspaceWith, type Outcome } from './run-script';
import { stageTools } from './shared-tools';

export class SimpleStack {
  private constructor(
    readonly name: string,
    readonly account: Account,
    readonly github: FakeGitHub,
    private readonly programs: QuickTools['programs'],
    readonly stop: () => Promise<unknown>,
  ) {}

  static async start(): Promise<SimpleStack> {
    const [cloud, { programs }, github] = await Promise.all([startCloud(), stageTools(), FakeGitHub.start()]);
    const account = await Account.of(cloud, '536580886816');
    const stop = (): Promise<unknown> => Promise.all([cloud.stop(), github.stop()]);
    return new SimpleStack('shop-dev', account, github, programs, stop);
  }

  /** Runs a script with this stack's names, and an artifact in `artifact/`. */
  run(script: string, artifact: Artifact, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const names = { STACK: this.name, ENVIRONMENT: 'dev', ALIAS: 'latest-dev', FUNCTIONS: 'Main=main-dev', TAGS: '' };
    const release = { ARTIFACT: 'artifact', VERSION: artifact.version, DIGEST: artifact.digest };
    const workspace = workspaceWith({ ...asFiles(artifact), '.github/scripts/synthetic-event.json': '{}' });
    const { programs, github, account } = this;
    const runner = { GITHUB_API_URL: github.url, SAM_CLI_POLL_DELAY: '0.2' };
    return runScript(script, { workspace, programs, runner, env: { ...account.env, ...names, ...release, ...env } });
  }

  deploy(artifact: Artifact): Promise<Outcome> {
    return this.run('deploy-stack', artifact);
  }

  verify(artifact: Artifact): Promise<Outcome> {
    return this.run('verify-deployment', artifact);
  }

  /** After a failed deployment of `failed`, back to what ran before. */
  undo(failed: Artifact, before: { version: string; digest: string; points: string }): Promise<Outcome> {
    const previous = { VERSION: before.version, DIGEST: before.digest, POINTS: before.points, ARTIFACT: 'previous' };
    return this.run('undo-deployment', failed, { ...previous, DEPLOYED: 'artifact', GH_TOKEN: this.github.token });
  }

  /** What callers get, and what the stack says. */
  async state(): Promise<{ answer: unknown; point: string | undefined; version: string | undefined }> {
    const { account, name } = this;
    const answer: unknown = JSON.parse(await account.invoke('main-dev', 'latest-dev', {}));
    const { version } = await account.stackTags(name);
    return { answer, point: await account.pointOf('main-dev', 'latest-dev'), version };
  }
}
