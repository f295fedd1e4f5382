import { gitignore, packageJson, projenrc, tasks } from '../../src/fleet/init-files';

const versions = { projen: '^1.0.0', 'projen-fleet': '^2.0.0' };

function edited(before: string | undefined): string {
  return packageJson(before, 'shop', versions);
}

describe('package.json', () => {
  test('A new one is private and holds the two development dependencies.', () => {
    expect(JSON.parse(edited(undefined))).toEqual({ name: 'shop', private: true, devDependencies: versions });
    expect(edited(undefined)).toMatch(/\}\n$/);
  });

  test.each([
    [
      'two spaces',
      '{\n  "name": "x"\n}\n',
      '{\n  "name": "x",\n  "devDependencies": {\n    "projen": "^1.0.0",\n    "projen-fleet": "^2.0.0"\n  }\n}\n',
    ],
    [
      'tabs',
      '{\n\t"name": "x"\n}\n',
      '{\n\t"name": "x",\n\t"devDependencies": {\n\t\t"projen": "^1.0.0",\n\t\t"projen-fleet": "^2.0.0"\n\t}\n}\n',
    ],
    [
      'CRLF',
      '{\r\n  "name": "x"\r\n}\r\n',
      '{\r\n  "name": "x",\r\n  "devDependencies": {\r\n    "projen": "^1.0.0",\r\n    "projen-fleet": "^2.0.0"\r\n  }\r\n}\r\n',
    ],
    [
      'no final newline',
      '{\n    "name": "x"\n}',
      '{\n    "name": "x",\n    "devDependencies": {\n        "projen": "^1.0.0",\n        "projen-fleet": "^2.0.0"\n    }\n}',
    ],
    [
      'a byte order mark',
      '\uFEFF{\n  "name": "x"\n}\n',
      '\uFEFF{\n  "name": "x",\n  "devDependencies": {\n    "projen": "^1.0.0",\n    "projen-fleet": "^2.0.0"\n  }\n}\n',
    ],
    [
      'nothing but braces',
      '{}\n',
      '{\n  "devDependencies": {\n    "projen": "^1.0.0",\n    "projen-fleet": "^2.0.0"\n  }\n}\n',
    ],
  ])('One with %s keeps its form.', (_, before, after) => {
    // prettier-ignore
    expect(edited(before)).toBe(after);
  });

  test('Only two lines are added; odd spacing, other dependencies and "type": "module" stay byte for byte.', () => {
    const before = '{ "type": "module",\n  "odd" :  [1,2,   3],\n  "devDependencies": {\n    "zx": "8.0.0"\n  }\n}\n';
    const added = ',\n    "projen": "^1.0.0",\n    "projen-fleet": "^2.0.0"';
    expect(edited(before)).toBe(before.replace('"8.0.0"', `"8.0.0"${added}`));
  });

  test('Versions that are there already are brought up to date in place.', () => {
    const before =
      '{\n  "devDependencies": {\n    "projen": "0.1.0",\n    "zx": "8.0.0",\n    "projen-fleet": "0.0.1"\n  }\n}\n';
    expect(edited(before)).toBe(before.replace('0.1.0', '^1.0.0').replace('0.0.1', '^2.0.0'));
    expect(edited(edited(before))).toBe(edited(before));
  });

  test.each(['', '{ "name": "x"', '[]', '"text"', 'null'])('One that holds %j is refused.', (before) => {
    expect(() => edited(before)).toThrow('package.json holds no JSON object. Repair it, then run this again.');
  });

  test('One whose devDependencies are no object is refused.', () => {
    expect(() => edited('{ "devDependencies": [] }')).toThrow('devDependencies in package.json is no JSON object.');
  });
});

describe('.gitignore', () => {
  test.each([
    ['absent', undefined, 'node_modules/\n'],
    ['empty', '', 'node_modules/\n'],
    ['without a final newline', '*.zip', '*.zip\nnode_modules/\n'],
    ['with CRLF', '*.zip\r\n', '*.zip\r\nnode_modules/\r\n'],
    ['with the line in a comment', '# node_modules/\n', '# node_modules/\nnode_modules/\n'],
    ['with a longer name', 'my_node_modules/\n', 'my_node_modules/\nnode_modules/\n'],
  ])('One that is %s gets the line.', (_, before, after) => {
    expect(gitignore(before)).toBe(after);
  });

  test.each(['node_modules', 'node_modules/', '/node_modules', '/node_modules/', '**/node_modules/', 'node_modules/*'])(
    'One that says %s stays as it is.',
    (line) => {
      expect(gitignore(`*.zip\r\n${line}  \r\ndist`)).toBe(`*.zip\r\n${line}  \r\ndist`);
    },
  );
});

test('.projenrc.ts is two lines.', () => {
  expect(projenrc('Shop', '@acme/fleet')).toBe("import { Shop } from '@acme/fleet';\nnew Shop().synth();\n");
});

test("projen's list of commands has apply as default, plan and check, each with its arguments.", () => {
  const step = (name: string) => [{ exec: `projen-fleet ${name}`, receiveArgs: true }];
  expect(JSON.parse(tasks())).toMatchObject({
    tasks: {
      default: { name: 'default', steps: step('apply') },
      plan: { name: 'plan', steps: step('plan') },
      check: { name: 'check', steps: step('check') },
    },
  });
});
