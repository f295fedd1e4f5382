import { createHash } from 'node:crypto';

/**
 * The bytes with LF line ends when *all* line ends are CRLF, else the bytes as they are.
 *
 * With `core.autocrlf` git writes every LF of the repository as CRLF, and turns it back on commit: in such a checkout a file
 * that was rendered with LF differs in every line although nobody touched it. Comparing the LF form makes it unedited,
 * and it is not rewritten, since git would show no change anyway. Mixed line ends come from a person or a tool: an edit.
 */
export function lfForm(content: Buffer): Buffer {
  const text = content.toString('latin1'); // one character per byte, whatever the encoding
  const otherEnds = /\r(?!\n)|(?<!\r)\n/;
  return otherEnds.test(text) ? content : Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}

/** SHA-256 in lower-case hex, as `sha256sum` prints it; of text, its UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether the file on disk is the rendered one, line ends of a `core.autocrlf` checkout aside. */
export function isRendering(onDisk: Buffer, rendered: Buffer): boolean {
  return onDisk.equals(rendered) || lfForm(onDisk).equals(rendered);
}

/** Whether the file on disk has the recorded hash, line ends of a `core.autocrlf` checkout aside. */
export function hasHash(onDisk: Buffer, hash: string | undefined): boolean {
  return hash !== undefined && (sha256(onDisk) === hash || sha256(lfForm(onDisk)) === hash);
}

/** The text of UTF-8 bytes, or undefined when they are something else. */
export function tryText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
