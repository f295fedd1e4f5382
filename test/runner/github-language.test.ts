/** Where GitHub's packages are changed while they are bundled, and no fidelity case shows it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHere, writeRepository, type FidelityCase } from './support/fidelity-case';

/** What one step prints, with this before the jobs and these variables. */
async function printed(event: string, on: string, env: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  const steps = `[{ env: { ${env} }, run: 'echo "A=[$A] B=[$B]"' }]`;
  const text = `on:\n${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: ${steps}\n`;
  const each: FidelityCase = {
    event,
    files: { '.github/workflows/ci.yml': text },
    expect: {},
    title: 'A bundled package',
    source: 'the two tests below',
  };
  try {
    writeRepository(folder, each);
    const { jobs, errors } = await runHere(folder, each);
    return [...(jobs.get('a')?.log ?? []), ...errors].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every doubled quote of a literal is one quote, not the first alone', async () => {
  // A literal by itself is no expression for GitHub, so these are joined with something.
  const env = `A: "\${{ format('{0}', 'it''s a ''word''') }}", B: "\${{ format('{0}', '''''') }}"`;
  expect(await printed('push', '  push:', env)).toContain(`A=[it's a 'word'] B=['']`);
});

test('numbers and booleans are defaults of inputs, whatever the type', async () => {
  const on =
    '  workflow_dispatch:\n    inputs:\n      n: { type: number, default: 5 }\n      t: { type: string, default: true }';
  const env = `A: "\${{ inputs.n }}", B: "\${{ inputs.t }}"`;
  expect(await printed('workflow_dispatch', on, env)).toContain('A=[5] B=[true]');
});
