#!/usr/bin/env node
/**
 * Installs Python packages with uv, which takes seconds where pip takes a minute, and reads no settings of pip: index,
 * proxy and certificates of this machine are handed over.
 *
 *     node tools/uv.mjs VENV pip install …     with the uv and the pip of a virtual environment
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The variable by which uv learns what a setting of pip says. Source: both programs' reference of settings. */
const VARIABLES = {
  'index-url': 'UV_DEFAULT_INDEX',
  'extra-index-url': 'UV_INDEX',
  'find-links': 'UV_FIND_LINKS',
  'trusted-host': 'UV_INSECURE_HOST',
  cert: 'SSL_CERT_FILE',
  proxy: 'ALL_PROXY',
  timeout: 'UV_HTTP_TIMEOUT',
  'default-timeout': 'UV_HTTP_TIMEOUT',
};

/** Where pip reads settings, the strongest last. It prints them in another order. */
const PLACES = ['global', 'install', ':env:'];

/** What `pip config list` prints, as variables for uv; what somebody set for uv itself wins. */
export function uvVariables(settings, own = process.env) {
  const said = [...settings.matchAll(/^(\w+|:env:)\.([\w-]+)='(.*)'$/gm)];
  const known = PLACES.flatMap((place) => said.filter(([, from, name]) => from === place && name in VARIABLES));
  return { ...Object.fromEntries(known.map(([, , name, value]) => [VARIABLES[name], value])), ...own };
}

/** Runs uv and gives its exit code. Messages go to standard error. */
export function uv(venv, args) {
  const pip = spawnSync(join(venv, 'bin', 'python'), ['-m', 'pip', 'config', 'list'], { encoding: 'utf8' });
  if (pip.status !== 0)
    throw new Error(
      `pip config list failed, so index and certificates are not known: ${pip.error?.message ?? pip.stderr}`,
    );
  const stdio = ['ignore', 2, 2];
  const { status, error } = spawnSync(join(venv, 'bin', 'uv'), args, { stdio, env: uvVariables(pip.stdout) });
  if (error) throw error;
  return status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [venv, ...args] = process.argv.slice(2);
  process.exitCode = uv(venv, args);
}
