/** Seats for players: more never play at once, and who came first sits down first. */
export class Seats {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async use(work: () => Promise<void>): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else
      await new Promise<void>((sit) => {
        this.waiting.push(sit);
      });
    try {
      await work();
    } finally {
      const sit = this.waiting.shift();
      if (sit === undefined) this.free += 1;
      else sit();
    }
  }
}
