/** Files of locked requirements that pip itself installs. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

// pip before 24 takes the newest release for "coverage[toml]", which pytest-cov asks for, unless the lock names the extra:
// then every release of coverage would break an installation by hashes.
test.each(['src/python/gates.txt', 'test/targets/2_bbws_tenants_event_handler/requirements-dev.txt'])(
  '%s locks coverage with the extra that pytest-cov asks for.',
  (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(text).toMatch(/^pytest-cov==/m);
    expect(text.match(/^coverage\S*==/gm)?.every((line) => line.startsWith('coverage[toml]=='))).toBe(true);
  },
);
