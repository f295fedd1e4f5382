/** What the real Terraform says of variable files. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Content = string | Uint8Array;

const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
/** Variables that tests may set. */
export const NAMES = ['a', 'b', 'c', 'd'] as const;

function terraform(cwd: string, args: readonly string[], input = ''): { code: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, {
    ...{ cwd, env: ENV, input, encoding: 'utf8' as const, maxBuffer: 100_000_000 },
  });
  if (error) throw new Error(`terraform 1.11 must be on the PATH: ${error.message}`);
  return { code: status, output: status === 0 ? stdout : stderr };
}

function inFolder<T>(files: Readonly<Record<string, Content>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The values of each text, or "invalid": by the function of Terraform's built-in provider that reads variable files with
 * the same parser, all in one process.
 */
export function decodeAll(texts: readonly string[]): unknown[] {
  const main =
    'terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\n';
  const files = Object.fromEntries(texts.map((text, i) => [`${i}.txt`, text]));
  return inFolder({ ...files, 'main.tf': main }, (folder) => {
    const started = terraform(folder, ['init', '-backend=false']);
    if (started.code !== 0) throw new Error(started.output);
    const decode = 'try(provider::terraform::decode_tfvars(file("${i}.txt")), "invalid")';
    const question = `base64encode(jsonencode([for i in range(${texts.length}) : ${decode}]))`;
    const { code, output } = terraform(folder, ['console'], question);
    if (code !== 0) throw new Error(output);
    const decoded = parseAnswer(output.replace(/[^A-Za-z0-9+/=]/g, ''));
    return Array.isArray(decoded) ? decoded : [];
  });
}

/** The values that a file gives the variables of `NAMES`, or "invalid": by -var-file, as workflows use it. */
export function readByVarFile(name: string, content: Content): unknown {
  const main = NAMES.map((each) => `variable "${each}" {\n  type    = any\n  default = "unset"\n}\n`).join('');
  return inFolder({ 'main.tf': main, [name]: content }, (folder) => {
    const values = NAMES.map((each) => `${each} = var.${each}`).join(', ');
    const question = `base64encode(jsonencode({ ${values} }))`;
    const { code, output } = terraform(folder, ['console', `-var-file=${name}`], question);
    if (code !== 0) return 'invalid';
    // Warnings stand in front of the result.
    const encoded = /"([A-Za-z0-9+/=]+)"\s*$/.exec(output)?.[1] ?? '';
    return Object.fromEntries(Object.entries(Object(parseAnswer(encoded))).filter(([, value]) => value !== 'unset'));
  });
}

/** jsonencode brings its whole result into normal form C: an accent behind \n becomes part of the escape. */
function parseAnswer(encoded: string): unknown {
  const text = Buffer.from(encoded, 'base64').toString();
  const escapes = /\\(?:["\\/bfnrtu]|(.))/gu;
  return JSON.parse(
    text.replace(escapes, (all, odd?: string) => (odd === undefined ? all : `\\${odd.normalize('NFD')}`)),
  );
}

/** Each text as `terraform fmt` writes it, by name. */
export function formatAll(files: Readonly<Record<string, string>>): Record<string, string> {
  return inFolder(files, (folder) => {
    mkdirSync(join(folder, '.terraform'), { recursive: true });
    const { code, output } = terraform(folder, ['fmt', '-list=false']);
    if (code !== 0) throw new Error(output);
    return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  });
}
