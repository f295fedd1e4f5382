/** Types texts into the emitted workflows, and demands that nothing comes of them. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectEqual } from '../../expectations';
import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { typedInputs, type Typed } from './inputs';
import type { Texts } from './texts';

/** Messages that say what is wrong with an input, or that the version which it asks for cannot be had. */
const CLEAR = [
  /##\[error\]".*" is not a version\. Write one like/s,
  /##\[error\].* needs a reason of at least 10 letters: what happened, and who decided\./,
  /##\[error\]An emergency needs the ticket of its incident, such as INC-1234; ".*" is none\./s,
  /##\[error\]Stack \S+ does not exist: nothing was deployed there yet\./,
  /Provided value '.*' for input '\w+' (not in the list of allowed values|is not a boolean)/s,
  /Required input '\w+' not provided/,
];

/** Types each text into each input that `wanted` takes, one at a time. */
export async function typeAll(stage: Stage, texts: Texts, wanted: (input: Typed) => boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'marks-'));
  const mark = join(folder, 'mark');
  try {
    for (const { workflow, name, beside, others } of typedInputs(stage).filter(wanted))
      for (const text of texts(mark)) {
        const given = Object.fromEntries(others.map((job) => [job, {}]));
        const end = await stage.run(workflow, { inputs: { ...beside, [name]: text }, given, approve: {} });
        const what = `${JSON.stringify(text.slice(0, 80))} as ${name} of ${workflow}`;
        expectNothing(stage, end, what);
        expectEqual(existsSync(mark), false, `Whether a command ran by ${what}`);
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run is refused in words, and has written nowhere. */
function expectNothing({ parts }: Stage, end: RunEnd, what: string): void {
  expectEqual(['failure', 'invalid'].includes(end.conclusion), true, `Whether the run with ${what} is refused`);
  const clear = CLEAR.some((message) => message.test(end.printed));
  if (!clear) throw new Error(`With ${what} no message says what is wrong:\n${end.printed.slice(-2000)}`);
  const written = parts.github.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
  expectEqual(written, [], `What was written to GitHub with ${what}`);
  const done = parts.identity.front.calls.map(({ action }) => action).filter((action) => !READING.test(action));
  expectEqual(done, [], `What was done in the cloud with ${what}`);
  const outputs = [...end.report.jobs.values()].map((job) => job.outputs['version'] ?? job.outputs['digest']);
  // A job tells of an environment that it runs none.
  expectEqual(
    outputs.filter((output) => output !== undefined && output !== 'none'),
    [],
    `Versions that jobs gave on with ${what}`,
  );
  // A command to hide a word would hide it in what is printed from then on.
  expectEqual(end.printed.includes('***'), false, `Whether something was hidden with ${what}`);
}

const READING = /^(sts:|\w+:(Describe|Get|List))/;
