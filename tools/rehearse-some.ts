// npx tsx tools/rehearse-some.ts WORDS: plays the stories of the event handler whose title or chapter has these words.
import { join, resolve } from 'node:path';
import { TenantsEventHandler } from '../repos';
import { rehearse } from '../src/rehearse/rehearse';
import { deliveryChapters } from '../src/rehearse/stories';
import { startStageTools } from '../src/rehearse/tools/stage-tools';

async function main(words: string): Promise<void> {
  const tools = await startStageTools(resolve(__dirname, '../.tools/bin'), process.env['PATH'] ?? '', () => Date.now());
  const project = new TenantsEventHandler({ outdir: join(__dirname, '../dist/unwritten') });
  try {
    await rehearse({
      ...{ project, tools, chapters: deliveryChapters, parallel: 2 },
      only: ({ title }, { name }) => `${name} ${title}`.includes(words),
      onResult: ({ passed, seconds, title, reason }, done, all) => {
        console.log(`${done}/${all} ${passed ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1)} s ${title}\n${reason}`);
      },
    });
  } finally {
    await tools.quick.stop();
  }
}

void main(process.argv.slice(2).join(' '));
