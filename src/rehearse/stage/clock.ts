/** The time of a stage: one file, read by GitHub, by the cloud, by tokens and by the scripts' own `date` and `sleep`. */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

export class StageClock {
  /** `machineNow` gives milliseconds since 1970 of the machine. */
  constructor(
    readonly file: string,
    private readonly machineNow: () => number,
  ) {}

  /** What the file says, and what has passed since it was written. */
  now(): Date {
    const said = Date.parse(`${readFileSync(this.file, 'utf8').trim()}Z`);
    return new Date(said + Math.max(0, this.machineNow() - statSync(this.file).mtimeMs));
  }

  set(time: Date): void {
    writeFileSync(`${this.file}.next`, time.toISOString().replace(/\..*$/, ''));
    renameSync(`${this.file}.next`, this.file);
  }

  pass(hours: number, minutes = 0): void {
    this.set(new Date(this.now().getTime() + (hours * 60 + minutes) * 60_000));
  }

  get seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
