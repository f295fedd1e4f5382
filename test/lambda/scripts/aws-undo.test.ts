import { artifactOf, zipOf } from '../../support/artifact';
import { awsThat } from '../../support/fake-aws';
import { runScript } from '../../support/run-script';
import { SimpleStack } from '../../support/simple-stack';

jest.setTimeout(180_000);

const failing =
  '\n  Broken:\n    Type: AWS::Lambda::Alias\n    Properties: { FunctionName: nobody, FunctionVersion: "1", Name: x }\n';
const one = artifactOf('return "one"');
const none = { version: 'none', digest: '', points: '' };
let shop: SimpleStack;

beforeAll(async () => {
  shop = await SimpleStack.start();
  shop.github.addRelease(one.version, one.files);
}, 120_000);
afterAll(() => shop.stop());

describe('A first deployment', () => {
  test('is not undone, because nothing ran before; a person is told what to do.', async () => {
    expect((await shop.deploy(one)).code).toBe(0);
    const { code, summary } = await shop.undo(one, none);
    expect(code).toBe(0);
    expect(summary).toContain(
      '**No automatic rollback:** this was the first deployment of shop-dev (now CREATE_COMPLETE).',
    );
    expect(await shop.state()).toMatchObject({ answer: 'one' });
  });

  test('of a function that people had deployed by hand gives callers back what they had.', async () => {
    const two = artifactOf('return "two"', { run: 2 });
    await shop.deploy(two);
    expect((await shop.undo(two, { ...none, points: 'main-dev=1' })).code).toBe(0);
    expect(await shop.state()).toMatchObject({ answer: 'one', point: '1' });
    await shop.deploy(one);
    await shop.verify(one);
  }, 120_000);
});

test('A stack that neither updates nor goes back is left to a person, who is told where to look.', async () => {
  const env = {
    ...{ GH_TOKEN: 't', STACK: 'shop-sit', ENVIRONMENT: 'sit', FUNCTIONS: 'Main=main', ALIAS: 'latest-sit', TAGS: '' },
    ...{ DEPLOYED: 'artifact', VERSION: one.version, DIGEST: one.digest, POINTS: 'main=1', ARTIFACT: 'previous' },
  };
  const Stacks = [{ StackStatus: 'UPDATE_ROLLBACK_FAILED' }];
  const programs = { aws: awsThat({ 'cloudformation describe-stacks': { Stacks } }) };
  const { code, summary } = await runScript('undo-deployment', { env, programs });
  expect(code).toBe(1);
  expect(summary).toContain(
    'shop-sit is UPDATE_ROLLBACK_FAILED. Read its events, mend the resource that they name, then start rollback.yml for sit.',
  );
});

describe('A later deployment', () => {
  const bad = artifactOf('raise ValueError("bad")', { run: 3 });
  const before = async (): Promise<{ version: string; digest: string; points: string }> => {
    const { point, version = '' } = await shop.state();
    return { version, digest: one.digest, points: `main-dev=${point}` };
  };

  test('that fails its verification is undone: alias and stack are what they were, and the answer too.', async () => {
    const previous = await before();
    await shop.deploy(bad);
    expect((await shop.verify(bad)).code).toBe(1);
    const { code, summary } = await shop.undo(bad, previous);
    expect(code).toBe(0);
    expect(summary).toContain(`**Rolled back automatically:** shop-dev runs ${one.version} again.`);
    expect(await shop.state()).toMatchObject({ answer: 'one', version: one.version });
  });

  test('that CloudFormation has undone by itself needs nothing more.', async () => {
    const previous = await before();
    const broken = artifactOf('return "never"', { run: 4, more: failing });
    expect((await shop.deploy(broken)).code).not.toBe(0);
    const { code, summary } = await shop.undo(broken, previous);
    expect(code).toBe(0);
    expect(summary).toContain(`shop-dev is UPDATE_ROLLBACK_COMPLETE and runs ${one.version} as before.`);
    expect(await shop.state()).toMatchObject({ answer: 'one', version: one.version });
  });

  test('that was a rollback, and failed after it had moved the alias, gives the alias back too.', async () => {
    const previous = await before();
    const older = artifactOf('return "two"', { run: 2, more: failing });
    expect((await shop.run('point-alias', older)).code).toBe(0);
    expect(await shop.state()).toMatchObject({ answer: 'two' });
    expect((await shop.deploy(older)).code).not.toBe(0);
    const { code } = await shop.undo(older, previous);
    expect(code).toBe(0);
    expect(await shop.state()).toMatchObject({ answer: 'one', point: previous.points.replace('main-dev=', '') });
  });

  test('that changed nothing, because CloudFormation took no template, needs no undoing.', async () => {
    const refused = artifactOf('return "never"', { run: 5, more: '\n  Odd:\n    Type: AWS::No::Such\n' });
    const previous = await before();
    expect((await shop.deploy(refused)).code).not.toBe(0);
    const { code, summary } = await shop.undo(refused, previous);
    expect(code).toBe(0);
    expect(summary).toContain('has changed nothing');
  });

  test('that somebody has replaced since is left alone.', async () => {
    const previous = await before();
    await shop.deploy(bad);
    await shop.account.updateCode('main-dev', zipOf('return "by hand"'));
    await shop.account.moveAlias('main-dev', 'latest-dev', await shop.account.publish('main-dev'));
    const { code, summary } = await shop.undo(bad, previous);
    expect(code).toBe(1);
    expect(summary).toContain('somebody moved it since');
    expect(await shop.state()).toMatchObject({ answer: 'by hand', version: bad.version });
  });

  test('whose previous release is gone leaves callers with the old answer, and a person must look.', async () => {
    await shop.deploy(one);
    await shop.verify(one);
    const previous = await before();
    const worse = artifactOf('raise ValueError("worse")', { run: 6 });
    await shop.deploy(worse);
    shop.github.releases = [];
    const { code, output } = await shop.undo(worse, previous);
    expect(code).toBe(1);
    expect(output).toContain(`Release ${one.version} is not there`);
    expect(await shop.state()).toMatchObject({ answer: 'one', version: worse.version });
  });
});
