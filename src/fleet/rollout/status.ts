/** Where every repository of the fleet stands, asked of GitHub: no clone and no ledger is needed. */
import { MANIFEST, tryWriter, withManifest } from '../../managed';
import type { GitHub } from '../github/connect';
import { endsAll, explainRefusal, statusOf } from '../github/refusal';
import { checksOf, type Verdict } from './checks';
import { Pulls } from './pulls';
import { settle } from './settle';
import { readMark } from './text';
import type { Member, Wave } from './waves';

export interface Status {
  readonly repository: string;
  readonly wave: string;
  readonly pull: 'open' | 'merged' | 'closed' | 'none';
  readonly number?: number;
  readonly url?: string;
  /** Of the open pull request. */
  readonly checks?: Verdict;
  /** Version of the tool that wrote what the default branch has; undefined where nothing tells. */
  readonly version?: string;
  /** Version that the newest pull request is of. */
  readonly proposed?: string;
  /** Generated files on the default branch that are not as this version makes them; undefined where it could not be read. */
  readonly behind?: number;
  /** Generated files in all. */
  readonly files: number;
  readonly error?: string;
}

/** In the order of the waves. */
export function statusOfAll(waves: readonly Wave[], github: GitHub, parallel: number): Promise<Status[]> {
  const rows = waves.flatMap(({ name, members }) => members.map((member) => ({ member, wave: name })));
  return settle(rows, parallel, ({ member, wave }) => attempt(github, member, wave));
}

async function attempt(github: GitHub, member: Member, wave: string): Promise<Status> {
  const wanted = manifestOf(member);
  const row = { repository: member.name, wave, files: wanted.size };
  try {
    const all = await new Pulls(github, member).all();
    const open = all.find(({ state }) => state === 'open');
    const newest = open ?? all[0];
    const merged = all.find(({ state }) => state === 'merged');
    const checks = open && (await checksOf(github, member, open.head)).verdict;
    const pull = newest?.state ?? 'none';
    const [taken, proposed] = [merged, newest].map((each) => readMark(each?.body ?? null)?.tool);
    const lines = await manifestLines(github, member);
    const behind = [...wanted].filter((line) => !lines.includes(line)).length;
    // Versions before the manifest named its writer are known by what was merged.
    const version = tryWriter(lines[0] ?? '')?.version ?? taken;
    return { ...row, pull, number: newest?.number, url: newest?.url, checks, version, proposed, behind };
  } catch (error) {
    if (endsAll(error) || statusOf(error) === undefined) throw error;
    return { ...row, pull: 'none', error: explainRefusal(error) };
  }
}

/** Lines of the manifest that this version would write, apart from who writes it. */
function manifestOf({ project }: Member): ReadonlySet<string> {
  const manifest = withManifest(project.renderFiles()).find(({ path }) => path === MANIFEST);
  return new Set(manifest?.content.trimEnd().split('\n'));
}

/** The manifest of the default branch; nothing where it has none. */
async function manifestLines(github: GitHub, { owner, name }: Member): Promise<readonly string[]> {
  const path = { owner, repo: name, path: MANIFEST, headers: { accept: 'application/vnd.github.raw+json' } }; // prettier-ignore
  try {
    const answer = await github.request('GET /repos/{owner}/{repo}/contents/{path}', path);
    const text: unknown = answer.data; // as it is, by the media type that is asked for
    return typeof text === 'string' ? text.replaceAll('\r\n', '\n').split('\n') : [];
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return [];
  }
}

/** One line for each repository, under the names of the columns. */
export function statusTable(all: readonly Status[]): string {
  const rows = all.map(({ repository, wave, pull, number, checks = '-', version = '-', proposed = '-', behind, files, error }) => {
    const named = number === undefined ? pull : `#${number} ${pull}`;
    const main = error ?? (behind === 0 ? 'as defined' : `${behind ?? '?'} of ${files} files behind`);
    return [repository, wave, named, checks, version, proposed, main];
  }); // prettier-ignore
  const table = [['repository', 'wave', 'pull request', 'checks', 'has', 'proposed', 'default branch'], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = table.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd()); // prettier-ignore
  return [...lines, '', skewOf(all)].join('\n');
}

/** One sentence on how far the fleet is apart. */
function skewOf(all: readonly Status[]): string {
  const known = all.filter(({ behind }) => behind !== undefined);
  const there = known.filter(({ behind }) => behind === 0).length;
  const versions = [...new Set(all.flatMap(({ version }) => (version === undefined ? [] : [version])))].sort();
  const told = versions.length === 0 ? '' : ` Versions merged: ${versions.join(', ')}.`;
  return `${there} of ${all.length} repositories are as defined.${told}`;
}
