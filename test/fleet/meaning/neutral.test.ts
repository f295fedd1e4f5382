// However a file is written, it means what it meant; whatever is broken in it is told.
import fc from 'fast-check';
import { isMap, isSeq, parseDocument, visit, type Document, type YAMLMap } from 'yaml';
import { meaningOfFiles } from '../../../src/fleet/meaning';
import { allMutants } from '../../../src/rehearse/mutation/sample';
import { GITOPS, HANDLER, rendered, WORDPRESS } from './support/rendered';

/** Files of every kind; all of them are in `mutants.long.test.ts`. */
const MUTATED = /(promote-to-prod|enter-environment\/action|drift-detection)\.yml$|(environment|check-approvals)\.sh$/;

const repositories = [HANDLER, GITOPS, WORDPRESS];
const yaml = repositories.flatMap((repository) =>
  [...rendered(repository)].filter(([path]) => /^\.github\/(workflows|actions)\/.*\.yml$/.test(path)),
);

function told(path: string, before: string, after: string): string[] {
  return meaningOfFiles([{ path, before, after }]).filter(({ level }) => level !== 'note').map(({ text }) => text); // prettier-ignore
}

/** Sorts the keys of every mapping by a number that the seed gives them. */
function shuffled(document: Document, seed: number): void {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  visit(document, {
    Map: (_, map: YAMLMap) => {
      const order = new Map(map.items.map((item) => [item, next()]));
      map.items.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    },
  });
}

/** Comments, flow and block style, quotes and line widths, by the bits of a number. */
function rewritten(text: string, seed: number, style: number): string {
  const document = parseDocument(text);
  shuffled(document, seed);
  visit(document, {
    Collection: (_, node) => {
      if (style & 1) node.comment = ` remark ${seed}`;
      if (style & 2 && (isSeq(node) || isMap(node)) && node.items.length > 0) node.flow = false;
    },
    Scalar: (_, node) => {
      if (style & 4 && typeof node.value === 'string' && !node.value.includes('\n')) node.type = 'QUOTE_DOUBLE';
    },
  });
  if (style & 8) document.commentBefore = ' written by somebody else';
  return document.toString({ lineWidth: style & 16 ? 60 : 0, indent: style & 32 ? 4 : 2 });
}

test('Order, comments, quotes and form of any emitted workflow and action mean nothing.', () => {
  const any = fc.record({ file: fc.constantFrom(...yaml), seed: fc.nat(), style: fc.nat(63) });
  fc.assert(
    fc.property(any, ({ file: [path, text], seed, style }) => {
      expect(told(path, text, rewritten(text, seed, style))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('Blank lines, indentation and comments of any emitted script mean nothing.', () => {
  const scripts = [...rendered(HANDLER), ...rendered(GITOPS)].filter(([path]) => path.endsWith('.sh'));
  for (const [path, text] of scripts) {
    // Behind the first line, which names the interpreter, and never within a text that goes over lines.
    const after = text.replace('set -euo pipefail\n', 'set -euo pipefail # strict\n\n  # a remark, "quoted\n');
    expect([path, ...told(path, text, after)]).toEqual([path]);
  }
});

test('A comment within a here-document or a quoted text is no comment.', () => {
  for (const text of ['cat << END\n# one\nEND\n', "echo '\n# one\n'\n", 'echo "a\n# one\n"\n'])
    expect(told('a.sh', text, text.replace('# one', '# two'))).toEqual(['script `a.sh` changed in 1 line']);
});

test('Whatever breaks a workflow or a script is told as more than a note.', () => {
  for (const repository of repositories) {
    const files = [...rendered(repository)]
      .filter(([path]) => MUTATED.test(path))
      .map(([path, content]) => {
        return { path, content, executable: false, ownership: 'managed', settings: [] } as const;
      });
    for (const { path, content, what } of allMutants(files)) {
      const before = rendered(repository).get(path) ?? '';
      expect([what, told(path, before, content).length > 0]).toEqual([what, true]);
    }
  }
});
