/** How the runner starts the script of a step. Source: actions/runner ScriptHandlerHelpers.cs; docs.github.com, steps[*].shell. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotModelledError } from './failure';

export interface ShellCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Ending of the script's file. */
  readonly extension: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = { bash: '.sh', sh: '.sh', python: '.py' };

/** The command for a script. Without a shell it is `bash -e`, which does not look into pipes; `bash` given by name does. */
export function shellCommand(
  shell: string | undefined,
  script: (extension: string) => string,
  path: string,
): ShellCommand {
  const known = (command: string, options: readonly string[], extension: string): ShellCommand => {
    return { command, args: [...options, script(extension)], extension };
  };
  if (shell === undefined || shell === '')
    return findProgram('bash', path) === undefined ? known('sh', ['-e'], '.sh') : known('bash', ['-e'], '.sh');
  if (shell === 'bash') return known('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail'], '.sh');
  if (shell === 'sh') return known('sh', ['-e'], '.sh');
  if (shell === 'python') return known(findProgram('python', path) === undefined ? 'python3' : 'python', [], '.py');
  if (['pwsh', 'powershell', 'cmd'].includes(shell)) throw new NotModelledError(`shell ${shell}`);
  if (!shell.includes('{0}'))
    throw new Error(
      `Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'`,
    );
  const [command = '', ...options] = shell.trim().split(/\s+/);
  const extension = EXTENSIONS[command] ?? '';
  return { command, args: options.map((option) => option.replaceAll('{0}', script(extension))), extension };
}

/** Where a program is on a path. */
export function findProgram(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
