import table from './pins.json';

/** An approved action: one version, one commit. Source of every row: `pins.json`, reviewed by hand. */
export interface Pin {
  readonly action: string;
  readonly version: string;
  readonly sha: string;
  /** Day on which that version was published, in UTC: `2026-08-04`; null where GitHub has not been asked yet. */
  readonly released: string | null;
  /** What runs it: `node24`, `composite`. */
  readonly runtime: string;
  /** Version whose action.yml the runtime, inputs and outputs were read from. */
  readonly inputsReadAt: string;
  /** `required` or `optional`; null where its action.yml has not been read. */
  readonly inputs: Readonly<Record<string, string | undefined>> | null;
  readonly outputs: readonly string[] | null;
}

export const PINS: readonly Pin[] = table;

/** The pin of an action. Throws when the table does not approve it. */
export function findPin(action: string): Pin {
  const found = PINS.find((pin) => pin.action === action);
  if (found === undefined) {
    const approved = PINS.map((pin) => pin.action).join(', ');
    throw new Error(`Action "${action}" is not in src/github/pins.json. Approved are ${approved}. Add a reviewed row.`);
  }
  return found;
}

/**
 * The value of `uses`: full commit SHA, and the version as the comment that a reader and a bot can see.
 * Throws when an input does not exist in that version, or a required one is missing: actionlint does not
 * check inputs behind a SHA.
 */
export function pinned(action: string, given: Readonly<Record<string, unknown>> = {}): string {
  const { version, sha, inputs } = findPin(action);
  if (inputs !== null) {
    const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
    const missing = Object.keys(inputs).filter((name) => inputs[name] === 'required' && !(name in given));
    if (unknown.length > 0) throw new Error(`${action} ${version} has no input "${unknown.join('", "')}".`);
    if (missing.length > 0) throw new Error(`${action} ${version} needs input "${missing.join('", "')}".`);
  }
  return `${action}@${sha} # ${version}`;
}
