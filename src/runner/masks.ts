/** Values that logs must not show. */
export class Masks {
  private readonly hidden = new Set<string>();

  /** Hides a value, each line of one with several, and the forms in which it may be printed. */
  add(value: string): void {
    for (const line of [value, ...value.split(/\r?\n/)])
      if (line.trim() !== '') for (const form of formsOf(line)) this.hidden.add(form);
  }

  apply(text: string): string {
    let masked = text;
    for (const value of [...this.hidden].sort((a, b) => b.length - a.length)) masked = masked.replaceAll(value, '***');
    return masked;
  }

  /** Whether a text holds something hidden: such an output of a job is dropped. */
  finds(text: string): boolean {
    return this.apply(text) !== text;
  }

  copy(): Masks {
    const masks = new Masks();
    for (const value of this.hidden) masks.hidden.add(value);
    return masks;
  }
}

/** Source: actions/runner HostContext.cs and ValueEncoders.cs. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  // Base64 of a longer text shows the value in one of three shifts, of which whole groups can be recognised.
  const shifted = [0, 1, 2].map((skip) => {
    return bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3).toString('base64');
  });
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const forms = [JSON.stringify(value).slice(1, -1), encodeURIComponent(value), value.replaceAll("'", "''")];
  const quoted = value.startsWith('"') && value.endsWith('"') && value.length > 8 ? [value.slice(1, -1)] : [];
  const all = [
    value,
    bytes.toString('base64'),
    ...shifted,
    ...forms,
    ...quoted,
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  ];
  return all.filter((form) => form !== '');
}
