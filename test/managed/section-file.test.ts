import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkPlan, mirror, planChanges, planHasChanges } from '../../src/managed';
import { changeDiff } from '../../src/managed/change-diff';
import { SECTION_END as END, SECTION_START as START, insideOf, sectionOf } from '../../src/managed/section-file';
import { apply, folderWith, kinds, managed, messageOf, newFolder, options, put, treeOf } from './support/tree';

const one = managed('README.md', 'one\n', { ownership: 'section' });
const two = managed('README.md', 'two\n', { ownership: 'section' });

const readmeOf = (root: string): string => fs.readFileSync(join(root, 'README.md'), 'utf8');
const noteOf = (root: string): string => planChanges(root, [one], options).changes[0]?.note ?? '';

describe('A section of a file that people own', () => {
  test('is put between its markers at the end, and the rest stays byte for byte.', () => {
    const root = folderWith({ 'README.md': '# Shop\n\nText.\n' });
    expect(kinds(root, [one])).toEqual({ 'README.md': 'update' });
    apply(root, [one]);
    expect(readmeOf(root)).toBe(`# Shop\n\nText.\n\n${START}\n${insideOf('one\n')}${END}\n`);
  });

  test('is replaced where it stands.', () => {
    const root = folderWith({ 'README.md': `before\n${sectionOf('one\n')}behind` });
    apply(root, [two]);
    expect(readmeOf(root)).toBe(`before\n${sectionOf('two\n')}behind`);
    expect(planHasChanges(planChanges(root, [two], options))).toBe(false);
  });

  test('is in no manifest, so that people may write around it.', () => {
    const root = newFolder();
    expect(kinds(root, [one])).toEqual({ 'README.md': 'create' });
    apply(root, [one]);
    expect(treeOf(root)).toEqual({ 'README.md': sectionOf('one\n') });
    put(root, { 'README.md': `# Shop\n\n${sectionOf('one\n')}` });
    expect(kinds(root, [one])).toEqual({ 'README.md': 'unchanged' });
  });

  test('that a person changed stops the run; taking the new one saves the old file first.', () => {
    const root = folderWith({ 'README.md': `# Shop\n${sectionOf('one\n').replace('one', 'uno')}` });
    expect(kinds(root, [two])).toEqual({ 'README.md': 'edited' });
    expect(() => apply(root, [two])).toThrow('has a section that was changed by hand');
    apply(root, [two], { accept: ['README.md'] });
    expect(readmeOf(root)).toBe(`# Shop\n${sectionOf('two\n')}`);
    expect(Object.entries(treeOf(root)).some(([path, text]) => /backup.*README/.test(path) && /uno/.test(text))).toBe(
      true,
    );
  });

  test('is left to people once they are given the file.', () => {
    const root = folderWith({ 'README.md': sectionOf('one\n').replace('one', 'uno') });
    apply(root, [two], { release: ['README.md'] });
    expect(kinds(root, [two])).toEqual({ 'README.md': 'released' });
    expect(readmeOf(root)).toContain('uno');
  });

  test.each([
    ['a start alone', `${START}\n`],
    ['an end alone', `${END}\n`],
    ['the wrong order', `${END}\n${START}\n`],
    ['two sections', sectionOf('one\n') + sectionOf('one\n')],
    ['an end without its own line end, and another', `${sectionOf('one\n')}${END}`],
  ])('is not guessed at: %s stops the run and is counted.', (_, text) => {
    const root = folderWith({ 'README.md': text });
    expect(kinds(root, [one])).toEqual({ 'README.md': 'blocked' });
    expect(noteOf(root)).toMatch(/has \d lines ".*" and \d lines ".*"; leave one of each/);
  });

  test('does not go into a file that is no UTF-8 text.', () => {
    const root = folderWith({ 'README.md': Buffer.from('caf\xe9\n', 'latin1') });
    expect(messageOf(() => apply(root, [one]))).toContain('is not UTF-8 text');
  });

  test('Markers within a line are text like any other.', () => {
    const root = folderWith({ 'README.md': `Write \`${START}\` and \`${END}\`.\n` });
    expect(kinds(root, [one])).toEqual({ 'README.md': 'update' });
  });

  test.each([
    ['CRLF', 'a\r\nb\r\n', true],
    ['LF', 'a\nb\n', false],
    ['both', 'a\r\nb\n', false],
  ])('takes the line ends of a file that has %s.', (_, text, crlf) => {
    const root = folderWith({ 'README.md': text });
    const [change] = planChanges(root, [one], options).changes;
    expect(changeDiff(change!).match(/^-(?!--)/gm)).toBeNull();
    apply(root, [one]);
    const added = readmeOf(root).slice(text.length);
    expect(added.replaceAll('\r\n', '\n')).toBe(`\n${sectionOf('one\n')}`);
    expect(added.includes('\r')).toBe(crlf);
    expect(kinds(root, [one])).toEqual({ 'README.md': 'unchanged' });
    apply(root, [two]);
    expect(readmeOf(root).startsWith(text)).toBe(true);
  });

  test('that is missing or old is found by the check.', () => {
    const root = folderWith({ 'README.md': '# Shop\n' });
    const problem = { path: 'README.md', problem: 'out of date' };
    expect(checkPlan(planChanges(root, [one], options))).toMatchObject([problem]);
    apply(root, [one]);
    expect(checkPlan(planChanges(root, [one], options))).toEqual([]);
    expect(checkPlan(planChanges(root, [two], options))).toMatchObject([problem]);
  });

  test('is all that a folder of renderings has of its file.', () => {
    const root = join(newFolder(), 'rendered');
    mirror(root, [one], { pid: 1 });
    expect(treeOf(root)).toEqual({ 'README.md': sectionOf('one\n') });
  });

  test('Whatever people write around it stays byte for byte, run after run.', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '#', ' ', '\n', '\r\n', 'é', '\ufeff', '<!--', '`'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, text, (before, behind) => {
        const root = folderWith({ 'README.md': `${before}\n${sectionOf('one\n')}${behind}` });
        apply(root, [two]);
        const now = readmeOf(root);
        expect(now.startsWith(`${before}\n${START}`)).toBe(true);
        expect(now.endsWith(`${END}\n${behind}`)).toBe(true);
        expect(kinds(root, [two])).toEqual({ 'README.md': 'unchanged' });
      }),
      { numRuns: 60 },
    );
  });
});
