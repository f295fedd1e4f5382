import type { Commit } from '../../application/workspace';
import { expectEqual, expectFailed, expectSaid, expectStep, expectSuccess } from '../../expectations';
import { addPullRequest } from '../../github/pulls';
import type { RunEnd } from '../../stage/running';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter, TenantStory } from '../../story';
import { DEFECTS, FOUND } from './defects';

const WORKFLOW = 'validate-tenant-config.yml';

function resultOf(end: RunEnd, job: string): string | undefined {
  return end.report.jobs.get(job)?.result;
}

/** No job asked for a role, and only the one that comments may write; for a fork nothing may. */
function expectHarmless(stage: TenantStage, end: RunEnd, writer?: string): void {
  for (const [name, { permissions = {} }] of end.report.jobs) {
    const written = Object.entries(permissions).filter(([, level]) => level === 'write');
    const allowed = name === writer ? [['pull-requests', 'write']] : [];
    expectEqual(written, allowed, `What ${name} may write`);
  }
  expectEqual(stage.parts.identity.front.calls.length, 0, 'The number of calls to the cloud');
}

function expectRed(end: RunEnd, gate: string, reason: string | RegExp): void {
  expectFailed(end, reason);
  expectSaid(end, new RegExp(`Not passed: .*\\b${gate} \\(failure\\)`));
  expectStep(end, 'Look at every gate', 'failure');
}

/** A pull request as GitHub knows it, so that it can be commented on. */
function openPull(stage: TenantStage): number {
  return addPullRequest(stage.parts.repository, { head: 'idea', title: 'A change' }).number;
}

const defects = DEFECTS.map(({ what, job, reason, row, change, core = false }): TenantStory => ({
  title: `${what} is red in the required check, and told.`,
  from: 'fleet',
  core,
  play: async (stage) => {
    const end = await stage.pullRequest(WORKFLOW, change(stage), { number: openPull(stage) });
    expectRed(end, job, reason);
    if (row !== undefined) expectSaid(end, row);
    expectHarmless(stage, end, 'Comment on the pull request');
  },
}));

/** Changes of tenants on their way to main. */
export const validation: TenantChapter = {
  name: 'validation',
  stories: [
    {
      title:
        'A change of a tenant without a defect passes, is formatted, initialised and validated by Terraform, and is commented.',
      from: 'fleet',
      core: true,
      play: async (stage) => {
        const path = stage.path('tenant1', 'dev.tfvars');
        const number = openPull(stage);
        const end = await stage.pullRequest(WORKFLOW, { [path]: `${stage.read(path)}# a note\n` }, { number });
        expectSuccess(end);
        expectSaid(end, 'Folders of Terraform to validate: 1.');
        expectSaid(end, 'Terraform has nothing to say.');
        expectSaid(end, '### Tenants: nothing found');
        expectHarmless(stage, end, 'Comment on the pull request');
        expectEqual(stage.parts.repository.comments.length, 1, 'The number of comments');
      },
    },
    {
      title: 'The comment on a pull request is changed by the next run, and there is never a second one.',
      from: 'fleet',
      play: async (stage) => {
        const number = openPull(stage);
        const path = stage.path('tenant1', 'dev.tfvars');
        const before = stage.read(path);
        await stage.pullRequest(WORKFLOW, { [path]: '' }, { number });
        const { comments } = stage.parts.repository;
        const [first = ''] = comments.map(({ body }) => body);
        if (!first.includes('V06')) throw new Error(`The comment should name V06: ${first}`);
        expectSuccess(await stage.pullRequest(WORKFLOW, { [path]: before }, { number }));
        expectEqual(comments.length, 1, 'The number of comments');
        if (!(comments[0]?.body ?? '').includes('nothing found')) throw new Error('The comment is not up to date.');
      },
    },
    {
      title: 'The job that may comment runs the script of main, not the one of the pull request.',
      from: 'fleet',
      play: async (stage) => {
        const own = '.github/scripts/comment-findings.sh';
        const change = { [own]: '#!/usr/bin/env bash\necho "the pull request has written this"\n' };
        const end = await stage.pullRequest(WORKFLOW, change, { number: openPull(stage) });
        expectRed(end, 'managed-files', `${own}: FAILED`);
        expectEqual(resultOf(end, 'Comment on the pull request'), 'success', 'The comment');
        expectEqual(end.printed.includes('the pull request has written this'), false, 'Whether its script ran');
      },
    },
    {
      title: 'A pull request from a fork is checked in full, without a comment, secrets and identity.',
      from: 'fleet',
      play: async (stage) => {
        const path = stage.path('tenant1', 'dev.tfvars');
        const end = await stage.pullRequest(WORKFLOW, { [path]: `${stage.read(path)}# a note\n` }, { fork: true });
        expectSuccess(end);
        expectSaid(end, 'Every gate passed.');
        expectHarmless(stage, end);
        expectEqual(resultOf(end, 'Comment on the pull request'), 'skipped', 'The comment');
      },
    },
    {
      title: 'A change of documents only reports in the required check as well.',
      from: 'fleet',
      play: async (stage) => {
        const end = await stage.pullRequest(WORKFLOW, { 'README.md': '# Tenants\n' }, { number: openPull(stage) });
        expectSuccess(end);
        expectSaid(end, 'Folders of Terraform to validate: 0.');
        expectSaid(end, 'Every gate passed.');
      },
    },
    {
      title: 'A tenant that a bot commits to main past a pull request is checked there.',
      from: 'fleet',
      play: async (stage) => {
        const before = stage.head;
        const { sha }: Commit = stage.change({ [stage.path('tenant2', 'sit.tfvars')]: 'tenant_name = "tenant1"\n' });
        const payload = { before, after: sha };
        const end = await stage.run(WORKFLOW, { event: 'push', actor: 'tenants-api[bot]', payload });
        expectRed(end, 'configuration', FOUND);
        expectSaid(end, '| tenant2/sit.tfvars:1 | V01 |');
        expectSaid(end, 'Folders of Terraform to validate: 1.');
        expectEqual(resultOf(end, 'Comment on the pull request'), 'skipped', 'The comment');
      },
    },
    {
      title: 'In the merge queue everything is checked that the queue brings together.',
      from: 'fleet',
      play: async (stage) => {
        const base = stage.head;
        const [one, two] = [stage.path('tenant0', 'dev.tfvars'), stage.path('tenant1', 'dev.tfvars')];
        const priority = /^\w+ += \d{3,}$/m.exec(stage.read(two))?.[0] ?? '';
        stage.change({ [one]: stage.read(one).replace(/^\w+ += \d{3,}$/m, priority) });
        const end = await stage.run(WORKFLOW, { event: 'merge_group', payload: { merge_group: { base_sha: base } } });
        expectRed(end, 'configuration', FOUND);
        expectSaid(end, '| V04 |');
      },
    },
    ...defects,
  ],
};
