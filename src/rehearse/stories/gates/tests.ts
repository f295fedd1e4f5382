import { expectEqual, expectSaid } from '../../expectations';
import type { Chapter } from '../../story';
import { expectRed, inService, push, resultOf } from './red';

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
      title: 'A unit test that fails makes the tests red, and nothing is built.',
      from: 'fresh',
      play: async (stage) => {
        stage.change({ [inService(stage, 'unitTests', 'test_wrong.py')]: FAILS });
        expectRed(stage, await push(stage, 'tests'), 'tests', 'FAILED');
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
