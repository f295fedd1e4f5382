/** Our form of a file and that of the real `terraform fmt`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { formatted } from '../../src/tenants/hcl/format';
import { parseFile } from '../../src/tenants/hcl/parse-body';
import { WRAPPED } from '../../src/tenants/hcl/parse-template';
import { Source } from '../../src/tenants/hcl/source';
import { smallFleet } from './support/fleet-on-disk';
import { validFile } from './support/hcl-arbitrary';
import { hclTexts } from './support/hcl-texts';
import { read } from './support/reading';
import { formatAll } from './support/terraform';

function source(text: string): Source {
  return new Source(Buffer.from(text));
}

/** Files that terraform fmt spaces as we do not. */
function differences(texts: readonly string[], ending: string): object[] {
  const files = Object.fromEntries(texts.map((text, i) => [`${i}${ending}`, text]));
  const theirs = formatAll(files);
  return Object.entries(files).flatMap(([name, text]) => {
    const ours = formatted(source(text));
    return ours === theirs[name] ? [] : [{ text, ours, theirs: theirs[name] }];
  });
}

/** terraform fmt takes the quotes from around a single expression, which is a rule of its own here. */
function isWrapped(text: string): boolean {
  return parseFile(source(text)).attributes.some(({ value }) => value.kind === 'expression' && value.what === WRAPPED);
}

/** A byte order mark becomes spaces by terraform fmt, which is a rule of its own, too. */
function plain(texts: readonly string[]): string[] {
  return texts.map((text) => text.replace(/^\ufeff/, '')).filter((text) => !isWrapped(text));
}

/** Spaces put in and taken out where they mean nothing: at the beginning of lines and around signs. */
const shaken = fc
  .tuple(fc.constantFrom(...terraformFiles()), fc.array(fc.nat({ max: 3 }), { minLength: 50, maxLength: 50 }))
  .map(([text, spaces]) => {
    let i = 0;
    const next = (): string => ' '.repeat(spaces[(i += 1) % spaces.length] ?? 0);
    return text.replace(/^ *(?=[\w}\])])| *((?<![=!<>])=(?![=>])) */gm, (_, sign?: string) =>
      sign === undefined ? next() : next() + sign + next(),
    );
  });

/** The .tf files of this repository's samples, without those in which quotes are taken from around an expression. */
function terraformFiles(): string[] {
  const targets = resolve(__dirname, '../targets');
  const paths = readdirSync(targets, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tf'));
  const texts = paths.map((path) => readFileSync(join(targets, path), 'utf8'));
  return [
    ...texts,
    ...Object.entries(smallFleet()).flatMap(([path, text]) => (path.endsWith('.tf') ? [text] : [])),
  ].filter((text) => !/"\$\{[^}"]*\}"/.test(text));
}

test('Texts that trip readers have the same form.', () => {
  const texts = plain(hclTexts.filter((text) => read('x.tfvars', text) !== 'invalid'));
  expect(texts.length).toBeGreaterThan(90);
  expect(differences(texts, '.tfvars')).toEqual([]);
});

test('500 generated variable files have the same form.', () => {
  const texts = plain(fc.sample(validFile, { numRuns: 700, seed: 11 }));
  expect(texts.length).toBeGreaterThan(500);
  expect(differences(texts, '.tfvars')).toEqual([]);
});

test('200 .tf files whose spaces were shaken have the same form.', () => {
  expect(differences(fc.sample(shaken, { numRuns: 200, seed: 11 }), '.tf')).toEqual([]);
});
