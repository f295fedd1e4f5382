/** A version that a bot, or a person, wrote into a workflow: `uses: owner/action@<commit> # v1.2.3`. */
export interface Bump {
  readonly action: string;
  readonly sha: string;
  readonly version: string;
}

const USES = /^\s*(?:-\s+)?uses:\s*["']?([\w.-]+\/[\w./-]+)@([0-9a-f]{40})["']?\s+#\s*(\S+)\s*$/;

/** The versions that a workflow or an action.yml names, each once. Whatever is pinned by no commit is passed over. */
export function versionsIn(text: string): Bump[] {
  const found = text.split(/\r?\n/).flatMap((line): Bump[] => {
    const [, action, sha, version] = USES.exec(line) ?? [];
    return action === undefined || sha === undefined || version === undefined ? [] : [{ action, sha, version }];
  });
  return [...new Map(found.map((bump) => [`${bump.action}@${bump.sha} ${bump.version}`, bump])).values()];
}
