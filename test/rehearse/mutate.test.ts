/** A fixed sample of what `npm run mutate` does at length: stories notice what is broken, and only that. */
import { TenantsEventHandler } from '../../repos';
import type { Mutant } from '../../src/rehearse/mutation/mutant';
import type { Verdict } from '../../src/rehearse/mutation/mutate';
import { allMutants, sample } from '../../src/rehearse/mutation/sample';
import { storiesOf } from '../../src/rehearse/stories-of';
import type { StageTools } from '../../src/rehearse/tools/stage-tools';
import { workspaceWith } from '../support/run-script';
import { stageTools } from '../support/shared-tools';

const project = new TenantsEventHandler({ outdir: workspaceWith() });
const CHECK = '.github/scripts/check-protection.sh';
const all = allMutants(project.renderFiles()).filter(
  ({ path, operator }) => path === CHECK && ['swallow-exit', 'invert-condition'].includes(operator),
);

/** Nothing is different: a comment is added. */
const harmless: Mutant = {
  ...{ operator: 'none', path: CHECK, what: 'a comment added', steps: [] },
  content: `${project.renderFiles().find(({ path }) => path === CHECK)?.content ?? ''}# Nothing more.\n`,
};
const unreached: Mutant = { ...harmless, path: '.github/scripts/watch-deployment.sh', content: 'exit 1\n' };

const PROMOTE = '.github/workflows/promote-to-prod.yml';
/** The job that looks at the protection may not read the repository: it checks nothing out. */
const unreadable: Mutant = {
  ...{ operator: 'unreadable', path: PROMOTE, what: 'contents: none', steps: [] },
  content: (project.renderFiles().find(({ path }) => path === PROMOTE)?.content ?? '').replace(
    /(^ {2}preflight:[^]*?contents: )read/m,
    '$1none',
  ),
};

let tools: StageTools;
let verdicts: Verdict[];
const told: string[] = [];

beforeAll(async () => {
  tools = await stageTools();
  const { mutate } = storiesOf(project, ({ core }, { name }) => name === 'first-day' && core === true);
  const mutants = [...sample(all, 2, 1), unreadable, harmless, unreached];
  const onVerdict = ({ mutant }: Verdict, done: number): void => {
    told.push(`${done} ${mutant.operator}`);
  };
  verdicts = await mutate({ tools, mutants, parallel: 2, onVerdict });
}, 300_000);

test('Each damage of the check of protection, and of the right to check it out, is noticed by a story about it.', () => {
  const broken = verdicts.filter(({ mutant }) => mutant.operator !== 'none');
  expect(broken).toHaveLength(3);
  for (const { mutant, caughtBy, seconds } of broken) {
    expect({ what: mutant.what, caughtBy }).toEqual({
      what: mutant.what,
      caughtBy: expect.stringContaining('Nothing is promoted'),
    });
    expect(seconds).toBeGreaterThan(0);
  }
});

test('What changes nothing, or lies where no story goes, survives.', () => {
  const survivors = verdicts.filter(({ caughtBy }) => caughtBy === undefined);
  expect(survivors.map(({ mutant }) => mutant.path).sort()).toEqual([CHECK, unreached.path]);
});

test('Each verdict is told when it is there.', () => {
  expect(told).toHaveLength(5);
  expect(told[0]).toMatch(/^1 /);
});
