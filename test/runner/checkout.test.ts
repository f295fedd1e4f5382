/** What a checkout gives, and to whom. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionCall } from '../../src/runner/actions';
import { checkout } from '../../src/runner/stand-ins/checkout';
import { workspaceWith } from '../support/run-script';

const nothing = (): void => undefined;
const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

async function checkOut(readable?: boolean): Promise<string> {
  const root = workspaceWith({ 'app.py': 'print(1)\n' });
  const workspace = workspaceWith();
  const call: ActionCall = {
    ...{ name: 'actions/checkout', ref: 'v6', inputs: {}, env: { PATH: process.env['PATH'] ?? '' }, workspace },
    ...{ print: nothing, mask: nothing, setOutput: nothing, exportVariable: nothing, addPath: nothing, after: nothing },
  };
  await checkout({ root, repository: 'acme/shop', ref: 'refs/heads/main', sha, readable })(call);
  return readFileSync(join(workspace, 'app.py'), 'utf8');
}

test.each([undefined, true])('A job that may read the contents gets them (%s).', async (readable) => {
  expect(await checkOut(readable)).toBe('print(1)\n');
});

test('A job that may not is told what it needs, as Git tells it.', async () => {
  await expect(checkOut(false)).rejects.toThrow(
    'remote: Repository not found. To check acme/shop out, a job needs "contents: read".',
  );
});
