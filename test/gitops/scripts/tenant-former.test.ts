/** Tenants whose folders were renamed, as GitHub tells their history. */
import { readdirSync } from 'node:fs';
import { addCommit } from '../../../src/rehearse/github/commits';
import { FakeGitHub } from '../../support/github-api';
import { runScript, workspaceWith } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const CODE = (name: string): string => `module "${name}"`;
let commits = 0;

/** Each move is a commit: from a folder to another; from nowhere it is new, and to nowhere it goes. */
function move(...moves: readonly (readonly [from: string, to: string, text?: string])[]): void {
  for (const [from, to, text = CODE('site')] of moves) {
    commits += 1;
    const files = {
      ...(from !== '' && { [`tenants/${from}/main.tf`]: null }),
      ...(to !== '' && { [`tenants/${to}/main.tf`]: text }),
    };
    addCommit(github.repository, { sha: commits.toString(16).padStart(40, '0'), files });
  }
}

async function former(more: Record<string, string> = {}): Promise<readonly [code: number | null, printed: string]> {
  const env = { ...github.env, ...more, GITHUB_SHA: commits.toString(16).padStart(40, '0') };
  const run = '.github/scripts/find-former-name.sh shop sit tenants';
  const { code, output } = await runScript('find-former-name', { env, run });
  return [code, output];
}
const deployed = (tenant: string, what = 'deploy', run = 9): void => {
  github.repository.refs[`refs/tags/${what}-tenant-${tenant}-sit-${run}`] = '0'.repeat(40);
};

describe('find-former-name.sh', () => {
  test('names the tenant that became this one and is deployed by its old name.', async () => {
    move(['', 'acme'], ['acme', 'shop'], ['shop', 'shop', CODE('newer')]);
    deployed('acme');
    expect(await former()).toEqual([0, 'acme\n']);
  });

  test('follows names that changed more than once, and ends in a circle.', async () => {
    move(['', 'acme'], ['acme', 'other'], ['other', 'shop']);
    deployed('acme');
    expect(await former()).toEqual([0, 'acme\n']);
    move(['shop', 'acme'], ['acme', 'shop']);
    delete github.repository.refs['refs/tags/deploy-tenant-acme-sit-9'];
    expect(await former()).toEqual([0, '']);
  });

  test.each([
    ['that is new', [['', 'shop']]],
    [
      'whose old name was never deployed here',
      [
        ['', 'other'],
        ['other', 'shop'],
      ],
    ],
    [
      'whose old name is that of another tenant today',
      [
        ['', 'acme'],
        ['acme', 'shop'],
        ['', 'acme', CODE('other')],
      ],
    ],
    [
      'that was written again',
      [
        ['', 'acme'],
        ['acme', ''],
        ['', 'shop'],
      ],
    ],
  ] as const)('names none for a tenant %s.', async (_, moves) => {
    move(...moves);
    deployed('acme');
    expect(await former()).toEqual([0, '']);
  });

  test('names none where the old tenant was destroyed before.', async () => {
    move(['', 'acme'], ['acme', 'shop']);
    deployed('acme');
    deployed('acme', 'destroy', 10);
    expect(await former()).toEqual([0, '']);
  });

  test.each([/commits\?/, /commits\/0/, /contents/, /matching-refs/])(
    'says nothing when GitHub fails at %s.',
    async (match) => {
      move(['', 'acme'], ['acme', 'shop']);
      deployed('acme');
      github.failures = [{ match, status: 403 }];
      expect((await former())[0]).not.toBe(0);
    },
  );

  test.each([/commits\?/, /commits\/0/, /matching-refs/])(
    'says nothing when the answer at %s is a page for people.',
    async (match) => {
      move(['', 'acme'], ['acme', 'shop']);
      deployed('acme');
      github.failures = [{ match, status: 200, body: '<html>Down for maintenance</html>' }];
      const [code, printed] = await former();
      expect(code).not.toBe(0);
      expect(printed).not.toContain('acme\n');
    },
  );

  test('leaves nothing in the temporary folder.', async () => {
    move(['', 'acme'], ['acme', 'shop']);
    deployed('acme');
    const TMPDIR = workspaceWith();
    expect(await former({ TMPDIR })).toEqual([0, 'acme\n']);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });
});
