import { gt, valid } from 'semver';
import { ManagedFilesError } from './failure';
import { MANIFEST } from './paths';

/** Who writes the files, for the manifest's first line: `# projen-fleet 0.1.0, definition 0123456789ab`. */
export interface Writer {
  /** Version of this tool, by semantic versioning. */
  readonly version: string;
  /** Digest of the definition as it was written, 12 to 64 hex digits. @default - none: it is made of components alone */
  readonly definition?: string | undefined;
}

/** The line for people and for the next run; `sha256sum --check --strict`, `shasum` too, pass over lines with a `#`. */
export function writerLine({ version, definition }: Writer): string {
  return `# projen-fleet ${version}${definition === undefined ? '' : `, definition ${definition}`}\n`;
}

const START = '# projen-fleet ';

/** Whether a line of the manifest names a writer, well or badly. Other lines with a `#` are remarks of people. */
export function namesWriter(line: string): boolean {
  return line.startsWith(START);
}

/** The writer that a line names; nothing when it is malformed. */
export function tryWriter(line: string): Writer | undefined {
  const [, version = '', definition] = /^# projen-fleet (\S+?)(?:, definition ([0-9a-f]{12,64}))?$/.exec(line) ?? [];
  return valid(version) === version ? { version, definition } : undefined;
}

/** Throws when an older tool would undo what a newer one wrote. */
export function refuseDowngrade(before: Writer | undefined, now: Writer | undefined): void {
  if (before === undefined || now === undefined || !gt(before.version, now.version)) return;
  throw new ManagedFilesError(
    `${MANIFEST} was written by projen-fleet ${before.version}, and this is ${now.version}, which would undo what the newer one wrote. Nothing was written. ` +
      `Install projen-fleet ${before.version} or newer, or say projen-fleet apply --allow-downgrade.`,
  );
}

/** What is new about the writer since the last run, in a sentence; empty when nothing is, or nothing was written yet. */
export function writerChange(before: Writer | undefined, now: Writer | undefined): string {
  if (now === undefined) return '';
  if (before === undefined) return `The manifest names its writer from now on: projen-fleet ${now.version}.`;
  const same = before.definition === now.definition;
  if (before.version === now.version) return same ? '' : 'The definition has changed since it was last applied.';
  return `projen-fleet ${before.version} → ${now.version}; the definition ${same ? 'is the same' : 'has changed, too'}.`;
}
