/** What a rehearsal leaves: a line for each story, and files where they are asked for. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Surroundings } from '../fleet/surroundings';
import type { RehearseOptions } from '../rehearse/rehearse';
import type { RepositoryStage } from '../rehearse/stage/repository-stage';

/** Progress: each story when it has been played, counted over all repositories. */
export function tell(
  { print }: Surroundings,
  all: readonly { readonly stories: readonly unknown[] }[],
): RehearseOptions['onResult'] {
  const count = all.reduce((sum, { stories }) => sum + stories.length, 0);
  let done = 0;
  return ({ repository, passed, chapter, title, seconds }) => {
    done += 1;
    const verdict = passed ? 'holds ' : 'FAILS ';
    const time = seconds.toFixed(1).padStart(5);
    print(`${String(done).padStart(4)}/${count} ${verdict} ${time} s  ${repository}  ${chapter}: ${title}`);
  };
}

/** The logs of every run, in a folder for each story. */
export function keepLogs({ print }: Surroundings): NonNullable<RehearseOptions['onEnd']> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  print(`Logs are kept in ${folder}.`);
  return ({ title }, stage: RepositoryStage) => {
    const place = join(folder, title.replace(/\W+/g, '-').slice(0, 100));
    mkdirSync(place, { recursive: true });
    for (const { id, printed } of stage.ends) writeFileSync(join(place, `run-${id}.log`), printed);
  };
}

/** Writes where a file is named. */
export function write(file: string | undefined, text: string, cwd: string): void {
  if (file === undefined) return;
  const path = resolve(cwd, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
