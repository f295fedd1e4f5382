/** What people install, and what is bundled for them: all of it is told, under licences that go with Apache-2.0. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execute, write } from '../support/packed-package';

const root = resolve(__dirname, '../..');
/** May be passed on by whoever takes this package under Apache-2.0. */
const COMPATIBLE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'Python-2.0'];

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

interface Bill {
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const packages: Record<string, Locked> = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/** Keys in the lock of all that these need, found as Node finds it: from the inside out. */
function needed(key: string, seen = new Set<string>()): Set<string> {
  const { dependencies = {}, optionalDependencies = {} } = packages[key]!;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const places = key
      .split('/node_modules/')
      .map((_, i, parts) => parts.slice(0, parts.length - i).join('/node_modules/'));
    const found = [
      ...places.filter((place) => place !== '').map((place) => `${place}/node_modules/${name}`),
      `node_modules/${name}`,
    ].find((place) => place in packages)!;
    if (!seen.has(found)) needed(found, seen.add(found));
  }
  return seen;
}

const installed = [...needed('')].map((key) => ({ name: key.replace(/^.*node_modules\//, ''), ...packages[key]! }));

const folder = mkdtempSync(join(tmpdir(), 'bill-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A copy of what the bill is made of. */
function copy(name: string): string {
  const place = join(folder, name);
  for (const path of ['package.json', 'package-lock.json', 'tools', 'vendor'])
    cpSync(join(root, path), join(place, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  return place;
}

async function billOf(place: string, epoch?: string): Promise<string> {
  const made = await execute(
    place,
    'env',
    ...(epoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${epoch}`]),
    process.execPath,
    'tools/sbom.mjs',
  );
  expect(made).toEqual({ code: 0, output: '' });
  return readFileSync(join(place, 'sbom.cdx.json'), 'utf8');
}

function isBundled({ properties }: Component): boolean {
  return properties.some(({ value }) => value.startsWith('vendor/'));
}

/** Whether a licence lets us pass it on; of several joined by OR, one is enough. */
function isCompatible(license: string | undefined): boolean {
  const choices = (license ?? 'none').replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((each) => COMPATIBLE.includes(each)));
}

describe('The bill of materials', () => {
  let text: string;
  let bill: Bill;
  beforeAll(async () => {
    text = await billOf(copy('first'));
    bill = JSON.parse(text);
  });

  test('has every package that people install, at the version of the lock, and none of development', () => {
    const listed = bill.components.filter((each) => !isBundled(each)).map(({ purl }) => purl);
    const expected = installed.map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`);
    expect(expected.length).toBeGreaterThan(40);
    expect([...listed].sort()).toEqual([...new Set(expected)].sort());
  });

  test('has every package that is bundled, and says in which file', () => {
    const lists = readdirSync(join(root, 'vendor')).filter((file) => file.endsWith('.packages.json'));
    const expected = lists.flatMap((file) => {
      const all: Locked & { name: string }[] = JSON.parse(readFileSync(join(root, 'vendor', file), 'utf8'));
      return all.map(({ name }) => `vendor/${file.replace('packages.json', 'cjs')} ${name}`);
    });
    expect(expected).toEqual(
      expect.arrayContaining(
        ['@actions/workflow-parser', '@actions/expressions', 'cronstrue', 'yaml'].map(
          (name) => `vendor/github-language.cjs ${name}`,
        ),
      ),
    );
    const listed = bill.components
      .filter(isBundled)
      .map(({ name, properties }) => `${properties[1]?.value ?? ''} ${name}`);
    expect([...listed].sort()).toEqual(expected.sort());
  });

  test('ties all of it to the package', () => {
    const known = bill.dependencies.map(({ ref }) => ref);
    const reached = new Set<string>();
    const follow = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      bill.dependencies.find((each) => each.ref === ref)?.dependsOn.forEach(follow);
    };
    follow(bill.metadata.component['bom-ref']);
    expect(bill.metadata.component.name).toBe('projen-fleet');
    expect([...reached].sort()).toEqual([...known].sort());
    expect(bill.components.map((each) => each['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([]);
  });

  test('says a licence of each that goes with Apache-2.0', () => {
    const said = bill.components.map(({ purl, licenses }) => {
      return [purl, licenses.map(({ license, expression }) => license?.id ?? expression)] as const;
    });
    expect(said.filter(([, licenses]) => licenses.length !== 1 || !isCompatible(licenses[0]))).toEqual([]);
  });

  test('has neither time nor number by chance: made elsewhere, it has the same bytes', async () => {
    expect(await billOf(copy('second'))).toBe(text);
    expect(bill.metadata.timestamp).toBeUndefined();
  });

  test('has the time of the commit where that is told', async () => {
    const timed: Bill = JSON.parse(await billOf(copy('timed'), '1767225600'));
    expect(timed.metadata.timestamp).toBe('2026-01-01T00:00:00.000Z');
  });

  test('is not made where a bundle does not tell what is in it', async () => {
    const place = copy('untold');
    write(place, 'vendor/other.cjs', '');
    const { code, output } = await execute(place, process.execPath, 'tools/sbom.mjs');
    expect(code).toBe(1);
    expect(output).toContain('vendor/other.cjs has no vendor/other.packages.json: bundle it by tools/bundle.mjs.');
  });
});

describe('Licences', () => {
  test('of all that people install go with Apache-2.0, by the lock file', () => {
    const wrong = installed.filter(({ license }) => !isCompatible(license));
    expect(wrong.map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([]);
  });

  test.each(['GPL-3.0-only', 'MIT AND GPL-2.0-only', 'SEE LICENSE IN LICENSE', undefined])(
    '%s would not',
    (license) => {
      expect(isCompatible(license)).toBe(false);
    },
  );

  test('of all that is bundled are packed in their own words', () => {
    const texts = readdirSync(join(root, 'vendor')).filter((file) => file.endsWith('.licenses.txt'));
    expect(texts).toHaveLength(readdirSync(join(root, 'vendor')).filter((file) => file.endsWith('.cjs')).length);
    const words = readFileSync(join(root, 'vendor/github-language.licenses.txt'), 'utf8');
    for (const title of [
      /^@actions\/expressions [\d.]+ \(MIT\)$/m,
      /^cronstrue [\d.]+ \(MIT\)$/m,
      /^yaml [\d.]+ \(ISC\)$/m,
    ])
      expect(words).toMatch(title);
    expect(words.match(/copyright/gi)?.length).toBeGreaterThanOrEqual(4);
  });
});
