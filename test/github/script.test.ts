import { join } from 'node:path';
import { calledScripts, declaredEnv, readScript, renderScript, runScript, type Script } from '../../src/github/script';

const script: Script = {
  name: 'check',
  text: [
    '#!/usr/bin/env bash',
    '# Checks; see other.sh for more.',
    '# env: VERSION  what to check',
    '# env: DIGEST   of it',
    '#   env: INNER   is no declaration',
    '# exit: 0 fine',
    'set -euo pipefail',
    '  # not-called.sh',
    '"$(dirname "$0")/fetch.sh" && here/compare.sh || "$here/fetch.sh"',
    '',
  ].join('\n'),
};

test('a header declares variables, sorted; what stands elsewhere declares nothing', () => {
  expect(declaredEnv(script)).toEqual(['DIGEST', 'VERSION']);
  expect(declaredEnv({ name: 'x', text: '#!/usr/bin/env bash\n' })).toEqual([]);
});

test('scripts that are called are found once each, and not in comments', () => {
  expect(calledScripts(script)).toEqual(['fetch', 'compare']);
  expect(calledScripts({ name: 'x', text: 'true' })).toEqual([]);
});

test('a step hands over exactly what the script declares', () => {
  const env = { VERSION: '${{ inputs.version }}', DIGEST: 'x' };
  expect(runScript('Check', script, env, { id: 'check', if: 'always()' })).toEqual({
    name: 'Check',
    id: 'check',
    if: 'always()',
    env,
    run: '.github/scripts/check.sh',
  });
});

test('a script without variables gets no empty "env"', () => {
  expect(runScript('Go', { name: 'go', text: 'true' }, {})).toEqual({ name: 'Go', run: '.github/scripts/go.sh' });
});

test.each([
  [{}, ''],
  [{ VERSION: '1' }, 'VERSION'],
  [{ VERSION: '1', DIGEST: '2', MORE: '3' }, 'DIGEST, MORE, VERSION'],
])('a step that gives %j breaks the contract, and is refused', (env, given) => {
  expect(() => runScript('Check', script, env)).toThrow(
    `check.sh declares env [DIGEST, VERSION] but step "Check" gives [${given}]. Fix either.`,
  );
});

test('the marker goes behind the shebang', () => {
  expect(renderScript(script, 'Marker.').split('\n').slice(0, 3)).toEqual([
    '#!/usr/bin/env bash',
    '# Marker.',
    '# Checks; see other.sh for more.',
  ]);
  expect(renderScript({ name: 'x', text: '' }, 'Marker.')).toBe('\n# Marker.');
});

test('a script is read from its folder, and one that is not there is an error with its path', () => {
  const folder = join(__dirname, '../../src/delivery/scripts');
  const { name, text } = readScript(folder, 'check-account');
  expect([name, text.slice(0, 20)]).toEqual(['check-account', '#!/usr/bin/env bash\n']);
  expect(() => readScript(folder, 'nothing')).toThrow('nothing.sh');
});
