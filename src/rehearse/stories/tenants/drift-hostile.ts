/** Names of folders and texts of people that look at tenants: nothing comes of them but a message. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import { look } from '../../stage/tenant-drift';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { emptiness, expressions, lines, places, runner, shell, signs, type Texts } from '../hostile-input/texts';

/** A pattern may be one of these; the run is then of no or of all tenants. */
const HARMLESS = ['', '*', '-rf'];

const ALL: readonly Texts[] = [shell, runner, lines, places, emptiness, signs, expressions];

export const driftHostile: TenantChapter = {
  name: 'drift-hostile',
  stories: ['tenants', 'environment'].map((input) => ({
    title: `Whatever somebody types as ${input} of a look at drift is refused on one line, and nothing is done.`,
    from: 'fleet' as const,
    play: async (stage: TenantStage) => {
      const folder = mkdtempSync(join(tmpdir(), 'mark-'));
      const mark = join(folder, 'mark');
      for (const text of ALL.flatMap((texts) => texts(mark)).filter((each) => !HARMLESS.includes(each))) {
        const end = await look(stage, { environment: 'all', tenants: 'nobody', [input]: text });
        const what = `${JSON.stringify(text)} as ${input}`;
        const choice = end.report.jobs.get('Choose tenants');
        expectEqual(end.conclusion === 'invalid' || choice?.result === 'failure', true, `Whether ${what} is refused`);
        expectEqual(choice?.outputs['shards'], undefined, `What ${what} starts`);
        expectEqual(existsSync(mark), false, `Whether a command ran by ${what}`);
      }
      expectEqual(stage.parts.identity.front.calls.length, 0, 'The number of calls to the cloud');
      rmSync(folder, { recursive: true });
    },
  })),
};

export const driftFolders: TenantChapter = {
  name: 'drift-folders',
  stories: [
    {
      title: 'Folders with names that no tenant has are told on one line each, and get into no job.',
      from: 'fleet',
      play: async (stage) => {
        const names = [shell, lines, signs].flatMap((texts) => texts('hacked'));
        const files = names.map((name) => [stage.path(name, 'sit.tfvars'), 'tenant_name = "a"\n'] as const);
        stage.change(Object.fromEntries(files));
        const end = await look(stage, { environment: 'all' });
        expectSuccess(end);
        expectSaid(end, `${3 * stage.parts.project.model.platform.environments.length} tenants are looked at`);
        const [choose] = [...end.report.jobs].filter(([name]) => name === 'Choose tenants');
        const told = choose?.[1].log.filter((line) => line.includes('Not looked at: folder "')) ?? [];
        expectEqual(told.length, new Set(names).size, 'The number of folders that are told');
      },
    },
  ],
};
