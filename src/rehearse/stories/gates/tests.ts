import { expectEqual, expectSaid, expectStep, expectSuccess } from '../../expectations';
import type { Chapter } from '../../story';
import { allBut, expectRed, inService, lastService, pathIn, push, resultOf } from './red';

const FAILS = 'def test_fails() -> None:\n    assert 1 == 2\n';

/** Code of so many lines that no test runs. */
export function untested(lines = 60): string {
  const body = Array.from({ length: lines }, (_, i) => `    total += ${i}`).join('\n');
  return `"""Nothing tests this."""\n\n\ndef count() -> int:\n    """Count."""\n    total = 0\n${body}\n    return total\n`;
}

/** Tests and what they cover. */
export const tests: Chapter = {
  name: 'gates',
  stories: [
    {
      title: 'A unit test that fails makes the tests red, coverage is shown all the same, and nothing is built.',
      from: 'fresh',
      play: async (stage) => {
        stage.change({ [inService(stage, 'unitTests', 'test_wrong.py')]: FAILS });
        const end = await push(stage, 'tests');
        expectRed(stage, end, 'tests', 'FAILED');
        expectStep(end, 'Show the coverage and enforce the floor', 'success');
      },
    },
    {
      title: 'An integration test that fails makes the tests red, and nothing is built.',
      from: 'fresh',
      play: async (stage) => {
        stage.change({ [inService(stage, 'integrationTests', 'test_wrong.py')]: FAILS });
        expectRed(stage, await push(stage, 'tests'), 'tests', 'FAILED');
      },
    },
    {
      title: 'Without unit tests the tests are red, however well the rest is.',
      from: 'fresh',
      play: async (stage) => {
        stage.change({ [inService(stage, 'unitTests', '')]: undefined });
        expectRed(stage, await push(stage, 'tests'), 'tests', 'has no tests. Add some, or correct the folder');
      },
    },
    {
      title: 'Where pyproject.toml holds settings of tools alone, and nothing is required, nothing is installed.',
      from: 'fresh',
      play: async (stage) => {
        const service = lastService(stage.parts.project.model);
        const gone = Object.fromEntries(service.requirements.map((file) => [pathIn(service, file), undefined]));
        stage.change({ ...gone, [pathIn(service, 'pyproject.toml')]: '[tool.isort]\nprofile = "black"\n' });
        expectSuccess(await stage.run('quality-gates.yml', { event: 'merge_group', given: allBut('tests') }));
      },
    },
    {
      title: 'Coverage below the floor is a job of its own that is red, while the tests are green.',
      from: 'fresh',
      when: ({ python }) => python.gates.coverage === 'block' && python.coverageFloor > 50,
      play: async (stage) => {
        stage.change({ [inService(stage, 'source', 'more.py')]: untested() });
        const end = await push(stage, 'tests');
        const { coverageFloor } = stage.parts.project.model.python;
        expectRed(stage, end, 'tests', `Below the floor of ${coverageFloor} %: `);
        expectSaid(end, '**below the floor**');
        expectEqual(resultOf(end, 'Coverage floor'), 'failure', 'The floor');
      },
    },
  ],
};
