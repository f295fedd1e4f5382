import type { FleetProject } from '../../project/fleet-project';
import { UsageError } from '../surroundings';

/** A repository of the fleet, and where it is. */
export interface Member {
  readonly project: FleetProject;
  readonly name: string;
  readonly owner: string;
}

/** Repositories that are changed together. */
export interface Wave {
  /** `canary`, or `wave 1` and so on. */
  readonly name: string;
  readonly members: readonly Member[];
}

/** The projects with their owners. Throws UsageError where one has none. */
export function membersOf(projects: readonly FleetProject[]): Member[] {
  return projects.map((project) => {
    const { name, owner } = project;
    if (owner === undefined)
      throw new UsageError(`${project.definition} does not say whose repository ${name} is. Give it an owner.`);
    return { project, name, owner };
  });
}

/**
 * Canaries first, then the others in the order of the fleet, so many at a time. A repository stays in its wave whatever is
 * done to it, so that an interrupted rollout goes on where it was.
 */
export function wavesOf(members: readonly Member[], batch: number): Wave[] {
  const canaries = members.filter(({ project }) => project.rollout.canary);
  const others = members.filter((member) => !canaries.includes(member));
  const batches = Array.from({ length: Math.ceil(others.length / batch) }, (_, i): Wave => {
    return { name: `wave ${i + 1}`, members: others.slice(i * batch, (i + 1) * batch) };
  });
  return [...(canaries.length === 0 ? [] : [{ name: 'canary', members: canaries }]), ...batches];
}
