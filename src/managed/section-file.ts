import { lfForm, sha256, tryText } from './content';

/** Around the section, each alone on a line; between them a line with the hash of what follows it. */
export const SECTION_START = '<!-- pipelines:start -->';
export const SECTION_END = '<!-- pipelines:end -->';
const HASH = /^<!-- pipelines:sha256 ([0-9a-f]{64}) -->\n/;

/** A file that people own, in which a section is the tool's. Line ends are LF, or as they stand where they are mixed. */
export type SectionedFile =
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'without'; readonly text: string; readonly crlf: boolean }
  | {
      readonly kind: 'with';
      readonly before: string;
      /** What stands between the markers. */
      readonly inside: string;
      readonly behind: string;
      readonly crlf: boolean;
    };

/** Reads a file as text with or without a section. */
export function readSectioned(content: Buffer): SectionedFile {
  const plain = lfForm(content);
  const text = tryText(plain);
  if (text === undefined) return { kind: 'unusable', reason: 'is not UTF-8 text, so no section can be put into it' };
  const crlf = plain !== content && text.includes('\n') && content.includes('\r');
  const [starts, ends] = [placesOf(SECTION_START, text), placesOf(SECTION_END, text)];
  if (starts.length === 0 && ends.length === 0) return { kind: 'without', text, crlf };
  const [start, end] = [starts[0], ends[0]];
  if (start === undefined || end === undefined || starts.length + ends.length > 2 || end.from < start.to)
    return {
      kind: 'unusable',
      reason: `has ${starts.length} lines "${SECTION_START}" and ${ends.length} lines "${SECTION_END}"; leave one of each, in that order, or none`,
    };
  const [before, behind] = [text.slice(0, start.to), text.slice(end.from)];
  return { kind: 'with', before, inside: text.slice(start.to, end.from), behind, crlf };
}

/** Whether what stands between the markers is what was written there. */
export function isUntouched(inside: string): boolean {
  const text = inside.replaceAll('\r\n', '\n');
  const [line, hash] = HASH.exec(text) ?? [];
  return line !== undefined && sha256(Buffer.from(text.slice(line.length))) === hash;
}

/** What stands between the markers. */
export function insideOf(body: string): string {
  return `<!-- pipelines:sha256 ${sha256(Buffer.from(body))} -->\n${body}`;
}

/** The section with its markers. */
export function sectionOf(body: string): string {
  return `${SECTION_START}\n${insideOf(body)}${SECTION_END}\n`;
}

/** The bytes of the file with the section in it: in its old place, or at the end. All else stays as it is. */
export function withSection(file: Exclude<SectionedFile, { kind: 'unusable' }>, body: string): Buffer {
  const text = file.kind === 'with' ? file.before + insideOf(body) + file.behind : appended(file.text, body);
  return Buffer.from(file.crlf ? text.replaceAll('\n', '\r\n') : text);
}

function appended(text: string, body: string): string {
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return text + gap + sectionOf(body);
}

interface Place {
  readonly from: number;
  /** Behind its line end. */
  readonly to: number;
}

function placesOf(marker: string, text: string): Place[] {
  return [...text.matchAll(new RegExp(`^${marker}[ \\t]*(\\r?\\n|$(?![^]))`, 'gm'))].map(({ 0: line, index }) => {
    return { from: index, to: index + line.length };
  });
}
