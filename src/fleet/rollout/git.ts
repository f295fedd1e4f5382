/** The git command, as a child process that sees no more of this machine than it needs. */
import { execFile } from 'node:child_process';

/** What git said where it could not do what was asked; `message` is for people. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    readonly command: string,
    /** What git printed on its error output. */
    readonly said: string,
  ) {
    super(explained(command, said));
  }
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Who commits. The domain is reserved, so it is the address of nobody (RFC 2606). */
export const TOOL: Identity = { name: 'projen-fleet', email: 'projen-fleet@noreply.invalid' };

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Variables for git: identity, no prompt, no hook, no helper that stores passwords. A token travels in a header that only
 * `origin` gets, and only by the environment of the child: it is in no argument, no address and no file.
 */
export function gitVariables(env: Variables, remote: string, token: string | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(GIT_(?!SSH|SSL|PROXY|EXEC_PATH)|GH_|GITHUB_)/.test(name));
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.autocrlf', 'false'],
    ['commit.gpgSign', 'false'],
    ['credential.helper', ''],
    ['gc.auto', '0'],
    ['advice.detachedHead', 'false'],
    ...header(remote, token),
  ];
  return {
    ...Object.fromEntries(kept),
    ...{ LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1', GIT_LITERAL_PATHSPECS: '1' },
    ...{ GIT_AUTHOR_NAME: TOOL.name, GIT_AUTHOR_EMAIL: TOOL.email },
    ...{ GIT_COMMITTER_NAME: TOOL.name, GIT_COMMITTER_EMAIL: TOOL.email },
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
}

function header(remote: string, token: string | undefined): [string, string][] {
  if (token === undefined || !/^https?:/.test(remote)) return [];
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [[`http.${new URL(remote).origin}/.extraHeader`, `Authorization: Basic ${basic}`]];
}

/** A command that hangs is given up: nothing that is done here takes that long. */
const TIMEOUT_MS = 600_000;

/** git in one folder. */
export class Git {
  constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** What it prints, without the last line end. Throws GitError. */
  run(args: readonly string[], { input = '', env = {} }: { input?: string; env?: Variables } = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.folder, env: { ...this.env, ...env }, maxBuffer: 2 ** 26, timeout: TIMEOUT_MS };
      const child = execFile('git', [...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout.replace(/\n$/, ''));
        else reject(new GitError(args.slice(0, 2).join(' '), stderr === '' ? error.message : stderr));
      });
      // git may be gone before it has read all of it; what it says of that is in its error.
      child.stdin?.on('error', () => undefined).end(input);
    });
  }
}

const WORKFLOWS =
  'Writing workflows is a permission of its own: for a GitHub App "Workflows: write" (then accept it in the installation), ' +
  'for a fine-grained token "Workflows: Read and write", for a classic token the scope "workflow". GITHUB_TOKEN of a workflow never has it';

/** What a person can do about a refusal; words of git and GitHub otherwise. */
function explained(command: string, said: string): string {
  const refused = /refusing to allow .* (?:create or )?update workflow `?([^`'"\s]+)/.exec(said);
  if (refused) return `GitHub takes no workflow from this token (${refused[1] ?? ''}). ${WORKFLOWS}.`;
  if (/repository .* not found|does not appear to be a git repository/i.test(said))
    return 'GitHub shows no such repository to this token. Correct the owner in the definition, or install the App there.';
  if (/stale info|fetch first|non-fast-forward/.test(said))
    return 'Somebody pushed to the branch at the same moment; it was left as it is. Run again.';
  const lines = said.split('\n').map((line) => line.replace(/^remote:/, '').trim());
  const told = lines.filter((line) => line !== '' && !/^(To |hint:|error: failed to push)/.test(line));
  return `git ${command}: ${told.slice(-6).join(' ').slice(0, 600)}`;
}
