// npm run mutate -- [COUNT] [SEED]: breaks the emitted files one thing at a time and tells what the stories notice.
import { join, resolve } from 'node:path';
import { TenantsEventHandler } from '../repos';
import { choose } from '../src/rehearse/choose';
import { mutate, type Verdict } from '../src/rehearse/mutation/mutate';
import { allMutants, sample } from '../src/rehearse/mutation/sample';
import { deliveryChapters } from '../src/rehearse/stories';
import { useMemory } from '../src/rehearse/tools/memory-folder';
import { startStageTools } from '../src/rehearse/tools/stage-tools';

async function main(count: number, seed: number): Promise<void> {
  const leaveMemory = useMemory(process.env);
  const tools = await startStageTools(resolve(__dirname, '../.tools/bin'), process.env['PATH'] ?? '', () => Date.now());
  const project = new TenantsEventHandler({ outdir: join(__dirname, '../dist/unwritten') });
  const all = allMutants(project.renderFiles());
  const mutants = sample(all, count, seed);
  console.log(`${mutants.length} of ${all.length} mutants, seed ${seed}.`);
  const stories = choose({ project, chapters: deliveryChapters }).map(({ story }) => story);
  const onVerdict = ({ mutant, caughtBy, seconds }: Verdict, done: number): void => {
    const verdict = caughtBy === undefined ? 'SURVIVES' : `caught by: ${caughtBy}`;
    console.log(
      `${done}/${mutants.length} ${seconds.toFixed(0)} s ${mutant.operator} ${mutant.path} ${mutant.what}: ${verdict}`,
    );
  };
  try {
    const verdicts = await mutate({ project, tools, stories, mutants, parallel: 2, onVerdict });
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

const [count = '40', seed = '1'] = process.argv.slice(2);
void main(Number(count), Number(seed));
