import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionsIn } from '../../../src/fleet/pins/bumped';
import { readPins } from '../../../src/fleet/pins/pins';
import { readTable, withRows } from '../../../src/fleet/pins/table';
import { PINS } from '../../../src/github/pins';
import { folderWith } from '../support/commands';
import { sha } from './support/fake-actions';
import { PIN } from './support/world';

const own = readFileSync(join(__dirname, '../../../src/github/pins.json'), 'utf8');

test('the table of this repository is read, and writing its own rows into it changes no byte', () => {
  expect(readTable(own, 'pins.json')).toEqual(PINS);
  expect(withRows(own, PINS)).toBe(own);
});

test('a row of an action that is not in the table is not added', () => {
  expect(withRows(own, [PIN])).toBe(own);
});

test.each([
  ['{', 'pins.json is not JSON: '],
  ['{}', 'pins.json is no list of pins.'],
  [`[${JSON.stringify(PIN)}, {}]`, 'pins.json: row 2 is no pin. It needs action, version, sha'],
  ['[null]', 'pins.json: row 1 is no pin.'],
  [JSON.stringify([{ ...PIN, released: 1 }]), 'pins.json: row 1 is no pin.'],
  [JSON.stringify([{ ...PIN, outputs: 'out' }]), 'pins.json: row 1 is no pin.'],
])('the table %s is refused', (text, message) => {
  expect(() => readTable(text, 'pins.json')).toThrow(message);
});

test('without a table the message says where there is one', () => {
  const root = folderWith({});
  expect(() => readPins({ root, path: 'pins.json' })).toThrow(
    'pins.json does not exist. Pins are changed in a checkout of projen-fleet: change to that folder, or name its table by --file.',
  );
});

test('versions in a workflow are those with a commit and a comment, each once', () => {
  const text = [
    `      - uses: acme/build@${sha('1')} # v1.2.3`,
    `        uses: "acme/build@${sha('1')}"  #  v1.2.3 `,
    `        uses: acme/mono/sub@${sha('2')} # v4\r`,
    `        uses: acme/no-comment@${sha('3')}`,
    '        uses: acme/tag@v1 # v1.0.0',
    `        # uses: acme/remark@${sha('4')} # v1.0.0`,
    `        run: echo "uses: acme/shell@${sha('5')} # v1.0.0"`,
  ].join('\n');
  expect(versionsIn(text)).toEqual([
    { action: 'acme/build', sha: sha('1'), version: 'v1.2.3' },
    { action: 'acme/mono/sub', sha: sha('2'), version: 'v4' },
  ]);
});
