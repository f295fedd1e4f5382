/** Damages of scripts: one place of the text is changed in each. */
import type { RenderedFile } from '../../model/rendered-file';
import type { Mutant, Operator } from './mutant';

/** Every match becomes a mutant of its own; comments are left alone. */
function replacing(name: string, pattern: RegExp, replacement: string, files = /\.sh$/): Operator {
  return (file) => {
    if (!files.test(file.path)) return [];
    return [...file.content.matchAll(pattern)]
      .filter(({ index }) => !isComment(file.content, index))
      .map((match): Mutant => {
        const [found] = match;
        const changed = found.replace(new RegExp(pattern.source, pattern.flags.replace('g', '')), replacement);
        const content = file.content.slice(0, match.index) + changed + file.content.slice(match.index + found.length);
        const what = `line ${lineOf(file, match.index)}: "${found.trim()}" became "${changed.trim()}"`;
        return { operator: name, path: file.path, what, content, steps: [] };
      });
  };
}

function isComment(text: string, index: number): boolean {
  return /^\s*#/.test(text.slice(text.lastIndexOf('\n', index - 1) + 1, index + 1));
}

function lineOf({ content }: RenderedFile, index: number): number {
  return content.slice(0, index).split('\n').length;
}

export const scriptOperators: readonly Operator[] = [
  replacing('swallow-exit', /\bexit 1\b/g, 'exit 0'),
  replacing('ignore-exit-code', /^set -euo pipefail$/gm, 'set -uo pipefail'),
  replacing('invert-condition', /\[ ("[^"]+"|\S+) = /g, '[ $1 != '),
  replacing('invert-condition', /\[ ("[^"]+"|\S+) != /g, '[ $1 = '),
  replacing('invert-condition', /\[ -n /g, '[ -z '),
  replacing('move-threshold', / -ge ("?\$[^ ]+|\d+)/g, ' -gt $1'),
  replacing('move-threshold', / -gt ("?\$[^ ]+|\d+)/g, ' -ge $1'),
  replacing('move-threshold', / -lt ("?\$[^ ]+|\d+)/g, ' -le $1'),
  replacing('skip-check', /^(\s*)sha256sum .*--check.*$/gm, '$1true'),
  replacing('skip-check', /^(\s*)"\$here\/compare-code\.sh"/gm, '$1true'),
  replacing('wrong-alias', /--name "\$ALIAS"/g, '--name "$ALIAS-other"'),
  replacing('swap-account', /account=(\d{12})/g, 'account=999999999999', /environment\.sh$/),
  replacing('swap-region', /region=([a-z0-9-]+)/g, 'region=eu-north-1', /environment\.sh$/),
  replacing('swap-role', /role=([\w-]+)/g, 'role=some-other-role', /environment\.sh$/),
];
