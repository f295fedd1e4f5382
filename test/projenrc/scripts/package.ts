/** A small package with the name of this one, packed by the emitted script. */
import { GitRepository } from '../../support/git-repository';
import { runScript, type Outcome } from '../../support/run-script';

export const MANIFEST = {
  name: 'projen-fleet',
  version: '1.2.3',
  publishConfig: { access: 'restricted' },
  // What tools/sbom.mjs does, in short.
  scripts: { prepack: 'echo "{ \\"at\\": $SOURCE_DATE_EPOCH }" > sbom.cdx.json' },
};

export const CHANGELOG = `# Changelog

## 1.2.3 - 2026-11-30

- Releases.

## 1.2.2 - 2026-11-01

- Older.
`;

export interface Packed extends Outcome {
  /** Checkout in which `dist/release` has been made. */
  readonly folder: string;
}

/** Packs a new repository. */
export async function packRelease(): Promise<Packed> {
  const git = new GitRepository();
  git.commit({ 'package.json': JSON.stringify(MANIFEST), 'CHANGELOG.md': CHANGELOG, 'index.js': '' });
  const done = await runScript('pack-release', { workspace: git.folder, env: { PACKED: 'dist/release' } });
  return { ...done, folder: git.folder };
}
