import type { FleetProject } from './fleet-project';

/** What happens when a definition says `synth()`: apply, plan, check or merely collect, as the command asks. */
export type Session = (project: FleetProject) => void;

let active: Session = ({ name }) => {
  throw new Error(
    `${name}: nothing was told what to do with the files. Import from "projen-fleet", or run projen-fleet.`,
  );
};

/** Sets what `synth()` does from now on, and returns what it did before. */
export function useSession(session: Session): Session {
  const before = active;
  active = session;
  return before;
}

/** Runs the active session for a project. */
export function runSession(project: FleetProject): void {
  active(project);
}
