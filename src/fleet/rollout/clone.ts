/** Clones that belong to the tool alone: whatever is in them can be made again. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { Git, GitError, TOOL } from './git';

/** The branch that every change is proposed on. */
export const BRANCH = 'projen-fleet/update';

/** Line of a commit that tells what it changes: the same digest, the same change. */
const TRAILER = 'Projen-Fleet-Change';

const BASE = 'refs/projen-fleet/base';
const PROPOSED = 'refs/projen-fleet/proposed';

/** What the remote repository has, as of a moment ago. */
export interface Remote {
  /** Name of the default branch. */
  readonly base: string;
  readonly baseSha: string;
  /** Undefined where nothing is proposed. */
  readonly proposedSha: string | undefined;
  /** Digest of the change that the tool has proposed; undefined where people have commits on the branch. */
  readonly proposed: string | undefined;
}

export interface CommitText {
  readonly title: string;
  readonly text: string;
  readonly digest: string;
}

/** Signs of a clone in which git was killed, or that is no clone. */
const BROKEN =
  /\.lock'?: File exists|not a git repository|index file (corrupt|smaller)|bad (object|signature|config)|loose object|shallow file|unable to (read|create)|fatal: (pack|unable to parse)|invalid sha1 pointer/i;

/**
 * The default branch of the remote, checked out in `git.folder`; cloned first if need be. What a killed run has left there
 * is thrown away once. Throws GitError.
 */
export async function prepareClone(git: Git, remote: string): Promise<Remote> {
  try {
    return await checkOut(git, remote);
  } catch (error) {
    if (!(error instanceof GitError) || !BROKEN.test(error.said)) throw error;
    rmSync(git.folder, { recursive: true, force: true, maxRetries: 5 });
    return checkOut(git, remote);
  }
}

async function checkOut(git: Git, remote: string): Promise<Remote> {
  if (!existsSync(`${git.folder}/.git/HEAD`)) {
    mkdirSync(git.folder, { recursive: true });
    await git.run(['init', '--quiet', '--template=', '.']);
  }
  const { base, baseSha, proposedSha } = await readRemote(git, remote);
  const known = await git.run(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/projen-fleet']);
  const wanted = [`${BASE} ${baseSha}`, ...(proposedSha === undefined ? [] : [`${PROPOSED} ${proposedSha}`])];
  if (!wanted.every((line) => known.split('\n').includes(line))) {
    // The commit in front of the proposed one has to be known: it says whether people have added to it.
    const refs = [`+refs/heads/${base}:${BASE}`, ...(proposedSha === undefined ? [] : [`+refs/heads/${BRANCH}:${PROPOSED}`])]; // prettier-ignore
    await git.run(['fetch', '--quiet', '--no-tags', '--depth=2', '--update-shallow', remote, ...refs]);
  }
  await git.run(['checkout', '--quiet', '--force', '--detach', baseSha]);
  await git.run(['clean', '--quiet', '-ffdx']);
  const proposed = proposedSha === undefined ? undefined : await digestOf(git, proposedSha);
  return { base, baseSha, proposedSha, proposed };
}

/** One look at the remote: its default branch, and what is proposed. */
export async function readRemote(git: Git, remote: string): Promise<Omit<Remote, 'proposed'>> {
  const listed = await git.run(['ls-remote', '--symref', remote, 'HEAD', `refs/heads/${BRANCH}`]);
  const base = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed)?.[1];
  const baseSha = /^([0-9a-f]{40,64})\tHEAD$/m.exec(listed)?.[1];
  if (base === undefined || baseSha === undefined)
    throw new GitError('ls-remote', 'The repository has no commit on its default branch. Push a first one.');
  const proposedSha = new RegExp(`^([0-9a-f]{40,64})\\trefs/heads/${BRANCH}$`, 'm').exec(listed)?.[1];
  return { base, baseSha, proposedSha };
}

/** Of one commit by the tool, right on the default branch of its time. */
async function digestOf(git: Git, sha: string): Promise<string | undefined> {
  const format = `--format=%ce%n%P%n%(trailers:key=${TRAILER},valueonly,separator=%x2C)`;
  const [committer, parents = '', digest] = (await git.run(['show', '-s', format, sha])).split('\n');
  const single = committer === TOOL.email && parents !== '' && !parents.includes(' ');
  return single && digest !== '' ? digest : undefined;
}

/**
 * Commits these paths as they are in the folder, on top of the default branch; undefined where git sees no difference. The
 * same change of the same commit has the same id, whenever it is made.
 */
export async function commit(
  git: Git,
  paths: readonly string[],
  { title, text, digest }: CommitText,
): Promise<string | undefined> {
  const listed = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  await git.run(['add', '--all', '--force', ...listed], { input: paths.join('\0') });
  if ((await git.run(['diff', '--cached', '--name-only', '-z'])) === '') return undefined;
  const date = await git.run(['show', '-s', '--format=%cI', 'HEAD']);
  const message = `${title}\n\n${text}\n\n${TRAILER}: ${digest}\n`;
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  await git.run(['commit', '--quiet', '--no-verify', '--cleanup=verbatim', '--file=-'], { input: message, env });
  return git.run(['rev-parse', 'HEAD']);
}

/** Puts a commit onto the branch, if that is still what was seen there. A push whose reply was lost counts. Throws GitError. */
export async function push(git: Git, remote: string, sha: string, seen: string | undefined): Promise<void> {
  const lease = `--force-with-lease=refs/heads/${BRANCH}:${seen ?? ''}`;
  try {
    await git.run(['push', '--quiet', '--no-verify', lease, remote, `${sha}:refs/heads/${BRANCH}`]);
  } catch (error) {
    if (!(error instanceof GitError) || (await readRemote(git, remote)).proposedSha !== sha) throw error;
  }
}
