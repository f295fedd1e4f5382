import { awsThat, type Answer } from '../../support/fake-aws';
import { runScript, type Outcome } from '../../support/run-script';

const absent = {
  error:
    'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id shop does not exist',
};
const tags = [
  { Key: 'project', Value: 'BBWS' },
  { Key: 'version', Value: 'v7-1a2b3c4-0123456789ab' },
  { Key: 'digest', Value: '0123' },
  { Key: 'run-id', Value: '99' },
];
const stack = {
  StackStatus: 'UPDATE_COMPLETE',
  CreationTime: '2026-01-01T00:00:00Z',
  LastUpdatedTime: '2026-02-03T04:05:06.789000+00:00',
};

function read(state: object, env: Record<string, string> = {}, alias: Answer = '3'): Promise<Outcome> {
  const answer = 'error' in state ? state : { Stacks: [state] };
  const names = { STACK: 'shop', ALIAS: 'latest-sit', FUNCTIONS: 'Main=main-sit Other=other-sit' };
  const aws = awsThat({ 'cloudformation describe-stacks': answer, 'lambda get-alias': alias });
  return runScript('read-stack', { env: { ...names, EXPECTED: '', REQUIRED: 'false', ...env }, programs: { aws } });
}

test('A stack tells its version, digest, run and time by its tags, and its functions where their aliases point.', async () => {
  const { code, outputs } = await read({ ...stack, Tags: tags });
  expect(code).toBe(0);
  expect(outputs).toEqual({
    version: 'v7-1a2b3c4-0123456789ab',
    digest: '0123',
    'run-id': '99',
    since: String(Date.parse('2026-02-03T04:05:06Z') / 1000),
    points: 'main-sit=3 other-sit=3',
  });
});

test('A stack that was never updated counts from its creation.', async () => {
  const { LastUpdatedTime: _, ...created } = stack;
  expect((await read({ ...created, Tags: tags })).outputs['since']).toBe(
    String(Date.parse('2026-01-01T00:00:00Z') / 1000),
  );
});

test('Where no stack is, nothing runs.', async () => {
  const { code, outputs } = await read(absent);
  expect(code).toBe(0);
  expect(outputs).toEqual({ version: 'none', digest: '', 'run-id': '', since: '0', points: '' });
});

test('A stack without tags, made by hand, runs no version.', async () => {
  expect((await read(stack)).outputs).toMatchObject({ version: 'none', points: 'main-sit=3 other-sit=3' });
});

test('A tag without a value says nothing, and what stands behind it stays in its place.', async () => {
  const empty = tags.map((tag) => (tag.Key === 'version' ? { ...tag, Value: '' } : tag));
  const since = String(Date.parse('2026-02-03T04:05:06Z') / 1000);
  const expected = { version: 'none', digest: '0123', 'run-id': '99', since };
  expect((await read({ ...stack, Tags: empty })).outputs).toMatchObject(expected);
});

test('A function without the alias is left out of the points.', async () => {
  const missing = {
    error: 'An error occurred (ResourceNotFoundException) when calling the GetAlias operation: Cannot find alias',
  };
  expect((await read({ ...stack, Tags: tags }, {}, missing)).outputs['points']).toBe('');
});

test.each([
  ['UPDATE_IN_PROGRESS', 'another deployment'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'another deployment'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'another deployment'],
  ['DELETE_IN_PROGRESS', 'another deployment'],
  ['REVIEW_IN_PROGRESS', 'aws cloudformation delete-stack --stack-name shop'],
  ['ROLLBACK_COMPLETE', 'aws cloudformation delete-stack --stack-name shop'],
  ['UPDATE_ROLLBACK_FAILED', 'aws cloudformation continue-update-rollback --stack-name shop'],
  ['ROLLBACK_FAILED', 'mend it'],
  ['CREATE_FAILED', 'mend it'],
  ['DELETE_FAILED', 'mend it'],
])('A stack that is %s is refused, and the message says "%s".', async (StackStatus, hint) => {
  const { code, output, outputs } = await read({ ...stack, StackStatus, Tags: tags });
  expect(code).toBe(1);
  expect(output).toContain(`::error::Stack shop is ${StackStatus}`);
  expect(output).toContain(hint);
  expect(outputs).toEqual({});
});

test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
  'A stack that is %s is taken.',
  async (StackStatus) => {
    expect((await read({ ...stack, StackStatus, Tags: tags })).code).toBe(0);
  },
);

test.each([
  ['no right to read it', 'An error occurred (AccessDenied) when calling the DescribeStacks operation: not authorized'],
  ['no network', 'Could not connect to the endpoint URL: "https://cloudformation.af-south-1.amazonaws.com/"'],
  ['a role that is gone', 'An error occurred (InvalidClientTokenId): The security token: its role does not exist'],
  ['another stack', 'An error occurred (ValidationError): Stack with id shop-2 does not exist'],
])('With %s, an unreadable stack is refused, not taken for an absent one.', async (_, error) => {
  const { code, output } = await read({ error });
  expect(code).toBe(1);
  expect(output).toContain(`could not be read: ${error}`);
});

test('An alias that cannot be read is refused, not left out.', async () => {
  const { code, output } = await read({ ...stack, Tags: tags }, {}, { error: 'An error occurred (AccessDenied): no' });
  expect(code).toBe(1);
  expect(output).toContain('Alias latest-sit of main-sit could not be read');
});

test.each([
  ['the version that was seen before', 'v7-1a2b3c4-0123456789ab', 0],
  ['another version', 'v6-1a2b3c4-0123456789ab', 1],
  ['nothing', 'none', 1],
])('Where %s is expected to run, the exit code tells whether it does.', async (_, EXPECTED, code) => {
  expect((await read({ ...stack, Tags: tags }, { EXPECTED })).code).toBe(code);
});

test.each([
  ['nothing was expected and nothing is there', 'none', 0],
  ['the stack was removed meanwhile', 'v7-1a2b3c4-0123456789ab', 1],
])('Where %s, the exit code tells whether the run may go on.', async (_, EXPECTED, code) => {
  expect((await read(absent, { EXPECTED })).code).toBe(code);
});

test.each<[string, object, string]>([
  ['an absent stack', absent, 'does not exist'],
  ['a stack without version', stack, 'has no version tag'],
])('Where something must run, %s is refused.', async (_, state, hint) => {
  const { code, output } = await read(state, { REQUIRED: 'true' });
  expect(code).toBe(1);
  expect(output).toContain(hint);
});
