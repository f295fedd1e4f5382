/** A step with `run:` — a script, started as the runner starts it. */
import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolveText } from './evaluate';
import { shellCommand } from './shells';
import { programVariables } from './step-scope';
import type { StepRun } from './steps';
import { child } from './token';

export async function runProgramStep(run: StepRun): Promise<void> {
  const { frame, step, scope, commands, signal, env } = run;
  const { options, paths } = frame.machine;
  const { folders, defaults, programs } = options;
  const own = (key: string): string | undefined => {
    const token = child(step.token, key);
    return token === undefined ? undefined : resolveText(token, scope);
  };
  // Only the job has defaults; a composite action says all by itself.
  const usual = frame.composite === '' ? defaults : { shell: undefined, workingDirectory: undefined };
  const cwd = resolve(folders.workspace, own('working-directory') || usual.workingDirectory || '.');
  const variables = programVariables(frame, env, commands.files);
  const file = join(folders.temp, randomUUID());
  const script = (extension: string): string => `${file}${extension}`;
  const search = [...paths, variables['PATH'] ?? ''].join(':');
  const { command, args, extension } = shellCommand(own('shell') || usual.shell, script, search);
  writeFileSync(script(extension), `${own('run') ?? ''}\n`);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    commands.fail(
      `An error occurred trying to start process '${command}' with working directory '${cwd}'. No such file or directory`,
    );
    return;
  }
  const onLine = (line: string): void => {
    commands.read(line);
  };
  const code = await programs.run({ command, args, cwd, env: variables, onLine, signal });
  if (code !== 0 && !signal.aborted) commands.fail(`Process completed with exit code ${code}.`);
}
