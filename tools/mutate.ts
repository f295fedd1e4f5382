// npm run mutate -- [COUNT] [SEED] [REPOSITORY] [PLAYS]: breaks emitted files one thing at a time, and tells what the
// stories notice. With PLAYS no more stories of a round are played against one mutant: others might notice what lives then.
import { join, resolve } from 'node:path';
import { fleet } from '../repos';
import type { Mutant } from '../src/rehearse/mutation/mutant';
import type { Verdict } from '../src/rehearse/mutation/mutate';
import { allMutants, sample } from '../src/rehearse/mutation/sample';
import { storiesOf } from '../src/rehearse/stories-of';
import { useMemory } from '../src/rehearse/tools/memory-folder';
import { startStageTools } from '../src/rehearse/tools/stage-tools';

async function main(count: number, seed: number, name: string, plays?: number): Promise<void> {
  const leaveMemory = useMemory(process.env);
  const tools = await startStageTools(resolve(__dirname, '../.tools/bin'), process.env['PATH'] ?? '', () => Date.now());
  const outdir = join(__dirname, '../dist/unwritten');
  const projects = fleet.map((Repository) => new Repository({ outdir }));
  const project = projects.find((each) => each.name === name);
  if (project === undefined) throw new Error(`There is no ${name}: ${projects.map((each) => each.name).join(', ')}.`);
  const all = allMutants(project.renderFiles());
  const mutants = sample(all, count, seed);
  console.log(`${mutants.length} of ${all.length} mutants, seed ${seed}.`);
  const onVerdict = ({ mutant, caughtBy, seconds }: Verdict, done: number): void => {
    const verdict = caughtBy === undefined ? 'SURVIVES' : `caught by: ${caughtBy}`;
    console.log(
      `${done}/${mutants.length} ${seconds.toFixed(0)} s ${mutant.operator} ${mutant.path} ${mutant.what}: ${verdict}`,
    );
  };
  const onLeft = ({ operator, path, what }: Mutant): void => {
    console.log(`Left for the long stories: ${operator} ${path} ${what}`);
  };
  try {
    const verdicts = await storiesOf(project).mutate({ tools, mutants, parallel: 4, plays, onVerdict, onLeft });
    for (const [what, key] of [
      ['operator', 'operator'],
      ['file', 'path'],
    ] as const) {
      console.log(`\nCaught by ${what}:`);
      for (const name of [...new Set(mutants.map((mutant) => mutant[key]))].sort()) {
        const of = verdicts.filter(({ mutant }) => mutant[key] === name);
        console.log(`  ${name.padEnd(48)} ${of.filter(({ caughtBy }) => caughtBy !== undefined).length}/${of.length}`);
      }
    }
    const caught = verdicts.filter(({ caughtBy }) => caughtBy !== undefined).length;
    console.log(`\nCaught in all: ${caught}/${verdicts.length}`);
  } finally {
    await tools.stop();
    leaveMemory();
  }
}

const [count = '40', seed = '1', name = '2_bbws_tenants_event_handler', plays] = process.argv.slice(2);
void main(Number(count), Number(seed), name, plays === undefined ? undefined : Number(plays));
