/** A map of short texts as CBOR (RFC 8949): all that an error needs. */
export function cborMap(texts: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(texts).flatMap(([key, value]) => [cborText(key), cborText(value)]);
  return Buffer.concat([headOf(5, Object.keys(texts).length), ...pairs]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([headOf(3, bytes.length), bytes]);
}

/** The major type and a number, in as few bytes as it takes. */
function headOf(major: number, length: number): Buffer {
  const type = major << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 0x100) return Buffer.from([type | 24, length]);
  if (length < 0x10000) return Buffer.from([type | 25, length >> 8, length & 0xff]);
  throw new RangeError(`A text of ${length} bytes is no message of an error.`);
}
