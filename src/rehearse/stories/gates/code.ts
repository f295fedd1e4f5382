import { expectEqual } from '../../expectations';
import type { Chapter } from '../../story';
import { expectRed, inService, push, resultOf } from './red';

type Gate = 'lint' | 'format' | 'types' | 'security';

interface Mistake {
  readonly gate: Gate;
  /** Name of its job. */
  readonly job: string;
  readonly code: string;
  /** What the tool says. */
  readonly reason: string;
}

const MISTAKES: readonly Mistake[] = [
  {
    ...{ gate: 'lint', job: 'Lint' },
    ...{ code: '"""Wrong."""\n\nimport os\n', reason: '`os` imported but unused' },
  },
  {
    ...{ gate: 'format', job: 'Format' },
    ...{ code: '"""Wrong."""\n\nNUMBERS = [ 1,2 ]\n', reason: '+NUMBERS = [1, 2]' },
  },
  {
    ...{ gate: 'types', job: 'Types' },
    ...{
      code: '"""Wrong."""\n\n\ndef count() -> int:\n    """Count."""\n    return "one"\n',
      reason: 'Incompatible return value type (got "str", expected "int")',
    },
  },
  {
    ...{ gate: 'security', job: 'Security scan' },
    ...{
      code: '"""Wrong."""\n\nimport subprocess\n\n\ndef run(text: str) -> int:\n    """Run."""\n    return subprocess.call(text, shell=True)\n',
      reason: 'subprocess call with shell=True identified, security issue.',
    },
  },
];

/** A mistake for each gate on code, all in one commit: each gate must find its own. */
export const code: Chapter = {
  name: 'gates',
  stories: [
    {
      title: `Each mistake in code makes the gate red that is meant for it, and nothing is built.`,
      from: 'fresh',
      core: true,
      when: ({ python }) => MISTAKES.some(({ gate }) => python.gates[gate] === 'block'),
      play: async (stage) => {
        const { gates } = stage.parts.project.model.python;
        const made = MISTAKES.filter(({ gate }) => gates[gate] === 'block');
        stage.change(
          Object.fromEntries(made.map(({ gate, code }) => [inService(stage, 'source', `${gate}.py`), code])),
        );
        const end = await push(stage, 'code');
        for (const { job, reason } of made) {
          expectRed(stage, end, 'code', reason);
          expectEqual(resultOf(end, job), 'failure', `The gate "${job}"`);
        }
      },
    },
  ],
};
