/** Artifacts as `build-artifact.sh` makes them, without the build: for tests of what comes after it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Artifact {
  readonly version: string;
  readonly digest: string;
  readonly files: Readonly<Record<string, Buffer>>;
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** A zip with one file, `main.py`, whose handler has this body. */
export function zipOf(body: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  try {
    writeFileSync(join(folder, 'main.py'), `def handler(event, context):\n    ${body}\n`);
    execFileSync('touch', ['--date=1980-01-01T00:00:00Z', 'main.py'], { cwd: folder });
    execFileSync('zip', ['--quiet', '-X', 'code.zip', 'main.py'], { cwd: folder, env: { ...process.env, TZ: 'UTC' } });
    return readFileSync(join(folder, 'code.zip'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One function `Main`; `more` is added to the resources of the template. */
export function artifactOf(body: string, { run = 1, more = '' }: { run?: number; more?: string } = {}): Artifact {
  const code = zipOf(body);
  const template = `${TEMPLATE}${more}`;
  const manifest = `${sha256(code)}  Main.zip\n${sha256(template)}  template.yaml\n`;
  const digest = sha256(manifest);
  const files = { 'Main.zip': code, 'template.yaml': Buffer.from(template), 'artifact.sha256': Buffer.from(manifest) };
  return { version: `v${run}-1a2b3c4-${digest.slice(0, 12)}`, digest, files };
}

/** Writes it into a folder of a workspace. */
export function asFiles({ files }: Artifact, folder = 'artifact'): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Environment:
    Type: String
  AliasName:
    Type: String
Resources:
  Main:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName:
        Fn::Sub: main-\${Environment}
      CodeUri: Main.zip
      Handler: main.handler
      Runtime: python3.12
      Timeout: 3
      AutoPublishAlias:
        Ref: AliasName
`;
