import { staleInterface, type LookUp } from './look-up';

/** What may be wrong with a pin. The first four mean that nobody should update it by program. */
export type PinProblem =
  | 'moved' | 'tag gone' | 'repository gone' | 'renamed' | 'archived' | 'released' | 'interface' | 'newer' | 'major'; // prettier-ignore

/** One thing that is wrong with a pin, or to be done about it. */
export interface PinFinding {
  readonly problem: PinProblem;
  /** A sentence without its subject, which is the action. */
  readonly message: string;
}

/** Problems after which the table is changed by hand alone. */
export const BY_HAND: readonly PinProblem[] = ['moved', 'tag gone', 'repository gone', 'renamed', 'archived'];

/** What is wrong with a pin, the worst first; empty when it is as GitHub says, and nothing newer may be taken. */
export function findingsOf(found: LookUp): PinFinding[] {
  const { pin, newer } = found;
  const versions = newer
    .filter(({ wait }) => wait === '')
    .map(({ version, released, major }): PinFinding => {
      const option = major ? ' --major' : '';
      const message = `${version} was released on ${String(released)}: projen-fleet pins update${option} ${pin.action}`;
      return { problem: major ? 'major' : 'newer', message };
    });
  return [...tagFindings(found), ...standingFindings(found), ...factFindings(found), ...versions];
}

function tagFindings({ pin, tag, alias, standing }: LookUp): PinFinding[] {
  if (standing === undefined || tag?.commit === pin.sha) return [];
  if (tag === undefined) {
    const message = `has no tag ${pin.version} any more. Its publisher withdrew it, or somebody else did: read its releases before anything runs it again`;
    return [{ problem: 'tag gone', message }];
  }
  const object = `${pin.sha} is the tag object of ${pin.version}, not a commit: write ${tag.commit}`;
  const wrong =
    alias === undefined ? '' : `, which is tagged ${alias} (if nothing was moved, the row names the wrong version)`;
  const moved = `POSSIBLE COMPROMISE: the tag ${pin.version} now points to ${tag.commit}, and ${pin.sha} was reviewed${wrong}. Do not update. Read the publisher's advisories, and treat what runs from that tag as hostile`;
  return [{ problem: 'moved', message: tag.object === pin.sha ? object : moved }];
}

function standingFindings({ pin, standing, repository }: LookUp): PinFinding[] {
  if (standing === undefined) {
    const message = 'is gone from GitHub, or private: workflows that use it fail. Replace it';
    return [{ problem: 'repository gone', message }];
  }
  const { name, archived, disabled } = standing;
  const renamed = `is called ${name} today. Whoever takes the old name decides what runs: write the new one`;
  const ended = `is ${disabled ? 'disabled by GitHub' : 'archived'}: ${pin.version} is the last version. Replace it`;
  return [
    ...(name.toLowerCase() === repository.name.toLowerCase()
      ? []
      : [{ problem: 'renamed' as const, message: renamed }]),
    ...(archived || disabled ? [{ problem: 'archived' as const, message: ended }] : []),
  ];
}

/** What the row says and GitHub does not. */
function factFindings(found: LookUp): PinFinding[] {
  const { pin, released } = found;
  const update = `projen-fleet pins update ${pin.action}`;
  const written = pin.released === null ? 'its row says nothing' : `its row says ${pin.released}`;
  const stale = staleInterface(found).join(', ');
  return [
    ...(released === undefined || released === pin.released
      ? []
      : [
          {
            problem: 'released' as const,
            message: `${pin.version} was released on ${released}, and ${written}: ${update}`,
          },
        ]),
    ...(stale === ''
      ? []
      : [{ problem: 'interface' as const, message: `${pin.version} ${stale}, unlike its row: ${update}` }]),
  ];
}
