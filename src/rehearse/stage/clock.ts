/**
 * The time of a stage: one file, read by GitHub, by the cloud, by tokens and by the scripts' own `date` and `sleep`. It
 * holds how many milliseconds the stage is ahead of the machine, which nobody needs a program to add.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export class StageClock {
  /** `machineNow` gives milliseconds since 1970 of the machine. */
  constructor(
    readonly file: string,
    private readonly machineNow: () => number,
  ) {}

  now(): Date {
    return new Date(this.machineNow() + Number(readFileSync(this.file, 'utf8')));
  }

  /** To the second. */
  set(time: Date): void {
    const ahead = Math.floor(time.getTime() / 1000) * 1000 - this.machineNow();
    writeFileSync(`${this.file}.next`, String(ahead));
    renameSync(`${this.file}.next`, this.file);
  }

  pass(hours: number, minutes = 0): void {
    this.set(new Date(this.now().getTime() + (hours * 60 + minutes) * 60_000));
  }

  get seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
