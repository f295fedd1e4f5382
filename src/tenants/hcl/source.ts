/** A place in a file as people count: lines and columns begin with 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units, as SARIF and editors count. */
  readonly column: number;
}

/** A file's text, and where its lines begin. */
export class Source {
  readonly text: string;
  /** Whether bytes that are no UTF-8 were replaced: Terraform takes them in comments only. */
  readonly damaged: boolean;
  readonly byteOrderMark: boolean;
  private lineStarts: readonly number[] | undefined;

  constructor(bytes: Uint8Array) {
    const plain = new TextDecoder('utf-8').decode(bytes);
    this.byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.damaged = plain.includes('\ufffd') && !isUtf8(bytes);
    this.text = plain;
  }

  positionAt(offset: number): Position {
    this.lineStarts ??= findLineStarts(this.text);
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
