import { artifactOf, asFiles, zipOf } from '../../support/artifact';
import { awsThat } from '../../support/fake-aws';
import { runScript } from '../../support/run-script';
import { SimpleStack } from '../../support/simple-stack';

jest.setTimeout(180_000);

const one = artifactOf('return "one"');
const two = artifactOf('return "two"', { run: 2 });
const names = { STACK: 'shop', ALIAS: 'a', FUNCTIONS: 'Main=main', ARTIFACT: 'artifact' };
let shop: SimpleStack;

beforeAll(async () => {
  shop = await SimpleStack.start();
}, 120_000);
afterAll(() => shop.stop());

describe('Two deployments of a stack', () => {
  beforeAll(async () => {
    await shop.deploy(one);
    const { code, output } = await shop.deploy(two);
    expect(output).toContain('Successfully created/updated stack');
    expect(code).toBe(0);
  }, 120_000);

  test('leave the second version, which callers get, with tags that say what runs.', async () => {
    expect(await shop.state()).toEqual({ answer: 'two', point: '2', version: two.version });
    expect(await shop.account.stackTags('shop-dev')).toEqual({
      environment: 'dev',
      'managed-by': 'projen-fleet',
      version: two.version,
      digest: two.digest,
      'run-id': '4711',
    });
  });

  test('are verified, with the Lambda version that the alias points to.', async () => {
    const { code, outputs } = await shop.verify(two);
    expect(code).toBe(0);
    expect(outputs).toEqual({ points: 'main-dev=2' });
  });

  test('are read back as what was deployed.', async () => {
    const { outputs } = await shop.run('read-stack', two, { EXPECTED: two.version, REQUIRED: 'true' });
    expect(outputs).toMatchObject({ version: two.version, digest: two.digest, 'run-id': '4711', points: 'main-dev=2' });
    expect(outputs['since']).toMatch(/^\d{10}$/);
  });

  test('differ from each other where callers hit them.', async () => {
    expect((await shop.run('compare-code', two)).code).toBe(0);
    const { code, output } = await shop.run('compare-code', one);
    expect(code).toBe(1);
    expect(output).toMatch(/^main-dev:latest-dev runs code [0-9a-f]{12}, the artifact has [0-9a-f]{12}\.\n$/);
  });

  test('prove nothing where callers do not hit them, and it is said what to do.', async () => {
    expect((await shop.run('check-served', two)).code).toBe(0);
    const { code, output } = await shop.run('check-served', one);
    expect(code).toBe(1);
    expect(output).toContain(`::error::Callers of latest-dev do not hit ${one.version}, which the stack names`);
    expect(output).toContain('Deploy there again by its workflow');
  });

  test('do not hide that somebody moved the alias: it is moved back.', async () => {
    await shop.account.moveAlias('main-dev', 'latest-dev', '1');
    const { code, output } = await shop.verify(two);
    expect(code).toBe(0);
    expect(output).toContain('main-dev:latest-dev now points to Lambda version 2 (was 1).');
    expect(await shop.state()).toMatchObject({ answer: 'two', point: '2' });
  });

  test('keep the first version, to which an alias can be pointed back.', async () => {
    expect((await shop.run('point-alias', one)).code).toBe(0);
    expect(await shop.state()).toMatchObject({ answer: 'one', point: '1' });
    expect((await shop.run('point-alias', two)).code).toBe(0);
  });

  test('know nothing of code that was never deployed: that is no verified deployment, and no alias moves.', async () => {
    const { code, output, outputs } = await shop.verify(artifactOf('return "three"'));
    expect(code).toBe(1);
    expect(output).toContain('main-dev has no published version with the code of this artifact.');
    expect(outputs).toEqual({});
    expect(await shop.state()).toMatchObject({ answer: 'two' });
  });

  test('can be repeated for the tags alone: the same artifact by another run is what runs from then on.', async () => {
    await shop.run('deploy-stack', two, { VERSION: one.version });
    expect(await shop.state()).toEqual({ answer: 'two', point: '2', version: one.version });
    await shop.deploy(two);
  });
});

test('Every function is compared, not only the first.', async () => {
  const FUNCTIONS = 'Main=main-dev Other=other-dev';
  await shop.account.createFunction('other-dev', zipOf('return "other"'));
  await shop.account.createAlias('other-dev', 'latest-dev', await shop.account.publish('other-dev'));
  expect((await shop.run('compare-code', two, { FUNCTIONS })).code).toBe(1);
  expect((await shop.run('point-alias', two, { FUNCTIONS })).code).toBe(1);
});

test.each([
  ['raises an error', 'raise ValueError("broken")', 'broken'],
  ['does not end in time', '__import__("time").sleep(30)', 'Task timed out after 1.00 seconds'],
])('A function that %s fails the synthetic event, and the log says why.', async (what, body, reason) => {
  const name = what.replaceAll(' ', '-');
  await shop.account.createFunction(name, zipOf(body), 1);
  await shop.account.createAlias(name, 'latest-dev', await shop.account.publish(name));
  const { code, output } = await shop.run('invoke-functions', one, { FUNCTIONS: `Good=main-dev Bad=${name}` });
  expect(code).toBe(1);
  expect(output).toContain('main-dev:latest-dev answered (Lambda version');
  expect(output).toContain(`::error::${name}:latest-dev failed the synthetic event`);
  expect(output).toContain(reason);
});

test.each(['UPDATE_ROLLBACK_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'])(
  'A stack that is %s after a deployment is not verified.',
  async (status) => {
    const aws = awsThat({ 'cloudformation describe-stacks': status });
    const { code, output } = await runScript('verify-deployment', { env: names, programs: { aws } });
    expect(code).toBe(1);
    expect(output).toContain(`::error::Stack shop is ${status} after the deployment.`);
  },
);

test.each([
  ['Pending', 'InProgress'],
  ['Failed', 'Successful'],
  ['Active', 'Failed'],
])('A function in state %s, with its last update %s, is not verified.', async (State, LastUpdateStatus) => {
  const code = '7d8ZqmzH8XGtfMNSyyYsAoVGIyQ7qLHD6ykO9ZGtWNg=';
  const digest = Buffer.from(code, 'base64').toString('hex');
  const answers = {
    'cloudformation describe-stacks': 'UPDATE_COMPLETE',
    'get-function-configuration CodeSha256': code,
    'get-function-configuration LastUpdateStatus': { State, LastUpdateStatus, Version: '1' },
  };
  const files = { ...asFiles(one), 'artifact/artifact.sha256': `${digest}  Main.zip\n` };
  const found = await runScript('verify-deployment', { files, env: names, programs: { aws: awsThat(answers) } });
  expect(found.code).toBe(1);
  expect(found.output).toContain(`main:a is ${State} ${LastUpdateStatus}, not Active and Successful.`);
});
