import { runScript, type Outcome } from '../../support/run-script';

const REQUEST = '.github/releases/prod.json';
const FIELDS = 'sit_version must string;emergency may boolean;reason may string';

function read(text: string | undefined): Promise<Outcome> {
  const files: Record<string, string> = text === undefined ? {} : { [REQUEST]: text };
  return runScript('read-request', { env: { REQUEST, FIELDS }, files });
}

test('Fields are handed on; what is left out is empty, and no emergency.', async () => {
  const outputs = { sit_version: 'v1-1234567-0123456789ab', emergency: 'false', reason: '' };
  expect(await read('{ "sit_version": "v1-1234567-0123456789ab" }')).toMatchObject({ code: 0, outputs });
});

test('A boolean is taken as one.', async () => {
  const asked = { sit_version: 'v1', emergency: true, reason: 'it "burns" $(date)' };
  const outputs = { sit_version: 'v1', emergency: 'true', reason: 'it "burns" $(date)' };
  expect(await read(JSON.stringify(asked))).toMatchObject({ code: 0, outputs });
});

test.each([
  ['a file that is gone', undefined, /is gone, so nothing is asked for/],
  ['no JSON', 'version: 1', /is not one JSON object/],
  ['two objects', '{} {}', /is not one JSON object/],
  ['a list', '[]', /is not one JSON object/],
  ['nothing', '', /is not one JSON object/],
  ['a field that is missing', '{}', /"sit_version" is missing .* gives it as a string/],
  ['an empty one that must be there', '{ "sit_version": "" }', /"sit_version" is missing/],
  ['a number as text', '{ "sit_version": 1 }', /"sit_version" is no text/],
  ['text as a boolean', '{ "sit_version": "v1", "emergency": "true" }', /"emergency" is no boolean .* without quotes/],
  ['an object as text', '{ "sit_version": "v1", "reason": {} }', /"reason" is no text/],
  ['two lines', '{ "sit_version": "v1\\nreason=x" }', /"sit_version" has more than one line/],
  ['much text', JSON.stringify({ sit_version: 'v'.repeat(501) }), /"sit_version" is longer than 500 letters/],
  ['a field that nobody knows', '{ "sit_version": "v1", "skip": "1" }', /says skip, which means nothing here/],
])('It is refused: %s.', async (_, text, message) => {
  const outcome = await read(text);
  expect(outcome.output).toMatch(message);
  expect(outcome.code).toBe(1);
});

test('What a file says starts no command of the runner.', async () => {
  const { output } = await read('{ "sit_version": "v1", "a%0A::set-output name=x::\\n::error::y": 1 }');
  expect(output.trim().split('\n')).toHaveLength(1);
});
