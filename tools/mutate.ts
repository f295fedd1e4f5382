// npm run mutate -- [REPOSITORY] [--count N] [--seed N] [--plays N] [--mutant TEXT]... [--story TEXT]... [--json FILE]
// Breaks emitted files one thing at a time, and tells what the stories notice.
//   --count   how many are broken, a sample with its share of every operator; default: 40
//   --seed    another seed, another sample; default: 1
//   --plays   most stories of a round that are played against one mutant: others might notice what lives then
//   --mutant  only those whose operator, file or damage contains the text, instead of a sample
//   --story   only stories whose chapter or title contains the text
//   --json    file for the verdicts
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fleet } from '../repos';
import { explanationOf } from '../src/rehearse/mutation/explained';
import type { Mutant } from '../src/rehearse/mutation/mutant';
import type { Verdict } from '../src/rehearse/mutation/mutate';
import { allMutants, sample } from '../src/rehearse/mutation/sample';
import { storiesOf } from '../src/rehearse/stories-of';
import { useMemory } from '../src/rehearse/tools/memory-folder';
import { startStageTools } from '../src/rehearse/tools/stage-tools';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    plays: { type: 'string' },
    mutant: { type: 'string', multiple: true, default: [] },
    story: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});
const [name = '2_bbws_tenants_event_handler'] = positionals;

const told = ({ operator, path, what }: Mutant): string => `${operator} ${path} ${what}`;

function chosen(all: readonly Mutant[]): readonly Mutant[] {
  const { mutant, count, seed } = values;
  if (mutant.length > 0) return all.filter((each) => mutant.some((text) => told(each).includes(text)));
  return sample(all, Number(count), Number(seed));
}

function print(verdicts: readonly Verdict[]): void {
  for (const key of ['operator', 'path'] as const) {
    console.log(`\nCaught by ${key === 'path' ? 'file' : key}:`);
    for (const name of [...new Set(verdicts.map(({ mutant }) => mutant[key]))].sort()) {
      const of = verdicts.filter(({ mutant }) => mutant[key] === name);
      console.log(`  ${name.padEnd(48)} ${of.filter(({ caughtBy }) => caughtBy !== undefined).length}/${of.length}`);
    }
  }
  const living = verdicts.filter(({ caughtBy }) => caughtBy === undefined);
  const equal = living.filter(({ mutant }) => explanationOf(mutant) !== undefined).length;
  const caught = verdicts.length - living.length;
  console.log(`\nCaught in all: ${caught}/${verdicts.length}; ${equal} of those that live change nothing.`);
}

function write(file: string, verdicts: readonly Verdict[]): void {
  const plain = verdicts.map(({ mutant, caughtBy }) => {
    const { operator, path, what } = mutant;
    return { operator, path, what, caughtBy, equalBecause: explanationOf(mutant) };
  });
  writeFileSync(file, `${JSON.stringify({ version: 1, repository: name, mutants: plain }, undefined, 2)}\n`);
}

async function main(): Promise<void> {
  const leaveMemory = useMemory(process.env);
  const tools = await startStageTools(resolve(__dirname, '../.tools/bin'), process.env['PATH'] ?? '', () => Date.now());
  const outdir = join(__dirname, '../dist/unwritten');
  const projects = fleet.map((Repository) => new Repository({ outdir }));
  const project = projects.find((each) => each.name === name);
  if (project === undefined) throw new Error(`There is no ${name}: ${projects.map((each) => each.name).join(', ')}.`);
  const all = allMutants(project.renderFiles());
  const mutants = chosen(all);
  console.log(`${mutants.length} of ${all.length} mutants of ${name}, seed ${values.seed}.`);
  const onVerdict = ({ mutant, caughtBy, seconds }: Verdict, done: number): void => {
    const reason = explanationOf(mutant);
    const lives = reason === undefined ? 'SURVIVES' : `lives, as nothing is different: ${reason}`;
    const verdict = caughtBy === undefined ? lives : `caught by: ${caughtBy}`;
    console.log(`${done}/${mutants.length} ${seconds.toFixed(0)} s ${told(mutant)}: ${verdict}`);
  };
  const onLeft = (mutant: Mutant): void => {
    console.log(`Left for the long stories: ${told(mutant)}`);
  };
  const plays = values.plays === undefined ? undefined : Number(values.plays);
  const stories = storiesOf(project, ({ title }, chapter) =>
    values.story.length === 0 ? true : values.story.some((text) => title.includes(text) || chapter.name.includes(text)),
  );
  try {
    const verdicts = await stories.mutate({ tools, mutants, parallel: 4, plays, onVerdict, onLeft });
    print(verdicts);
    if (values.json !== undefined) write(values.json, verdicts);
  } finally {
    await tools.stop();
    leaveMemory();
  }
}

void main();
