/** Programs that are loaded once: what they must not do by themselves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { workspaceWith } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Topic:
    Type: AWS::SNS::Topic
`;

test('sam builds without a look at the package index for a newer version.', async () => {
  const asked: string[] = [];
  const proxy = createServer((socket) => {
    asked.push('a connection');
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const cwd = workspaceWith({ 'template.yaml': TEMPLATE });
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  const { programs } = await stageTools();
  writeFileSync(join(bin, 'sam'), programs.sam, { mode: 0o755 });
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const env = { PATH: process.env['PATH'], HOME: cwd, SAM_CLI_TELEMETRY: '0', HTTPS_PROXY: `http://127.0.0.1:${port}` };
  const sam = spawn(join(bin, 'sam'), ['build'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  sam.stdout.on('data', (data: Buffer) => printed.push(data.toString()));
  sam.stderr.on('data', (data: Buffer) => printed.push(data.toString()));
  const [code] = await once(sam, 'close');
  proxy.close();
  expect({ code, asked, printed: printed.join('') }).toMatchObject({ code: 0, asked: [] });
});
