import { wordText, type Word } from './syntax';

const PREFIXES = new Set([
  'sudo',
  'command',
  'exec',
  'time',
  'nohup',
  'env',
  'builtin',
  'timeout',
  'xargs',
  'nice',
  'retry',
]);

/** `sudo`, `timeout 60` and the like stand before the command that matters. */
export function withoutPrefix(words: readonly Word[]): readonly Word[] {
  let start = 0;
  while (start < words.length - 1) {
    const text = wordText(words[start] ?? { parts: [], offset: 0 });
    const prefixed = start > 0 && (/^-/.test(text) || /^\d+[smh]?$/.test(text) || /^\w+=/.test(text));
    if (!PREFIXES.has(text) && !prefixed) break;
    start += 1;
  }
  return words.slice(start);
}
