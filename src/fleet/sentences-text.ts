import type { Sentence } from './meaning';

const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** A line for each sentence; a risk says so in a word, too, for those who see no colours. */
export function sentencesText(sentences: readonly Sentence[], color: boolean): string {
  const paint = (text: string, code: string) => (color ? `${code}${text}${PLAIN}` : text);
  const lines = sentences.map(({ level, text }) => {
    if (level === 'risk') return paint(`! risk: ${text}`, RED);
    return level === 'note' ? paint(`  ${text}`, DIM) : `  ${text}`;
  });
  return lines.join('\n');
}
