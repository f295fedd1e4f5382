/**
 * Keeps the latest results of a pure function: over a fleet, most of what is rendered or checked is the same for every
 * repository. The oldest result goes when there are more than `limit`, so memory stays flat.
 */
export class Memory<T> {
  private readonly known = new Map<string, T>();

  constructor(private readonly limit: number) {}

  /** What `make` gave for this key, or gives now. */
  recall(key: string, make: () => T): T {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const made = make();
    this.known.set(key, made);
    const [oldest] = this.known.keys();
    if (this.known.size > this.limit && oldest !== undefined) this.known.delete(oldest);
    return made;
  }
}
