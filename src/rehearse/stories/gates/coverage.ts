import type { LambdaModel } from '../../../model/lambda';
import { expectEqual, expectFailed, expectSaid, expectStep, expectSuccess, ran } from '../../expectations';
import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { deploys, type Chapter } from '../../story';
import { expectHarmless, fromFork, inService, lastService, resultOf } from './red';
import { untested } from './tests';

const SCRIPT = '.github/scripts/run-tests.sh';
const FAILS = 'def test_fails() -> None:\n    assert 1 == 2\n';

function run(stage: Stage): Promise<RunEnd> {
  return stage.run('test-coverage.yml', { event: 'push' });
}

function expectTable(end: RunEnd, { python }: LambdaModel): void {
  for (const { name } of python.services) expectSaid(end, new RegExp(`\\| ${name} \\| [\\d.]+ % \\|`));
  if (python.services.length > 1) expectSaid(end, '| in sum | ');
}

function expectRed(end: RunEnd, gate: string, reason: string): void {
  expectFailed(end, reason);
  expectSaid(end, new RegExp(`Not passed: .*${gate} \\(failure\\)`));
  expectStep(end, 'Look at every gate', 'failure');
}

/** Repositories that people deliver themselves: their tests and coverage are all that is generated. */
export const coverage: Chapter = {
  name: 'coverage',
  when: (model) => !deploys(model),
  stories: [
    {
      title: 'A push tests every service, shows what each covers, and uploads it.',
      from: 'fresh',
      core: true,
      play: async (stage) => {
        const end = await run(stage);
        expectSuccess(end);
        expectTable(end, stage.parts.project.model);
        expectEqual(resultOf(end, 'Upload to Codecov'), 'success', 'The upload');
        for (const { name } of stage.parts.project.model.python.services)
          expectSaid(end, new RegExp(`${name}\\.coverage\\.xml.* would be sent`));
        expectEqual(ran(end, 'Warn when the upload failed'), false, 'Whether a failed upload was told');
        expectStep(end, 'Install Python', 'success');
      },
    },
    {
      title: 'A pull request from a fork gets the table, without an upload, secrets and identity.',
      from: 'fresh',
      play: async (stage) => {
        const end = await stage.run('test-coverage.yml', fromFork(stage));
        expectSuccess(end);
        expectHarmless(stage, end);
        expectTable(end, stage.parts.project.model);
        expectEqual(resultOf(end, 'Upload to Codecov'), 'skipped', 'The upload');
      },
    },
    ...(['unitTests', 'integrationTests'] as const).map((place) => ({
      title: `A test that fails in ${place === 'unitTests' ? 'the unit' : 'the integration'} tests of a service is red.`,
      from: 'fresh' as const,
      play: async (stage: Stage): Promise<void> => {
        const { model } = stage.parts.project;
        stage.change({ [inService(stage, place, 'test_wrong.py')]: FAILS });
        const end = await run(stage);
        expectRed(end, 'tests', 'FAILED');
        for (const { name } of model.python.services.slice(0, -1))
          expectEqual(resultOf(end, `Tests of ${name}`), 'success', `The tests of ${name}`);
      },
    })),
    {
      title: 'Coverage of one service below the floor is red, and names it.',
      from: 'fresh',
      when: ({ python }) => python.gates.coverage === 'block' && python.coverageFloor > 50,
      play: async (stage) => {
        stage.change({ [inService(stage, 'source', 'more.py')]: untested() });
        const { model } = stage.parts.project;
        const { name } = lastService(model);
        expectRed(await run(stage), 'coverage', `Below the floor of ${model.python.coverageFloor} %: ${name} (`);
      },
    },
    ...(['edited', 'deleted'] as const).map((change) => ({
      title: `A generated file that somebody ${change} is red.`,
      from: 'fresh' as const,
      play: async (stage: Stage): Promise<void> => {
        const text = `${stage.parts.workspace.read(SCRIPT)}# a change\n`;
        stage.change({ [SCRIPT]: change === 'edited' ? text : undefined });
        const end = await stage.run('test-coverage.yml', { event: 'merge_group', given: { tests: {}, coverage: {} } });
        expectRed(end, 'managed-files', `${SCRIPT}: ${change === 'edited' ? 'FAILED' : 'No such file'}`);
      },
    })),
  ],
};
