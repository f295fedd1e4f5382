import type { FleetProject } from './fleet-project';

/** What happens when a definition says `synth()`: apply, plan, check or merely collect, as the command asks. */
export type Session = (project: FleetProject) => void;

/**
 * The session is kept on the global object: a `.projenrc.ts` may load a second copy of this package, and what it
 * defines has to reach the command that loaded it all the same.
 */
const KEY = Symbol.for('projen-fleet.session');

/** Sets what `synth()` does while `work` runs. */
export function withSession(session: Session, work: () => void): void {
  const before: unknown = Reflect.get(globalThis, KEY);
  Reflect.set(globalThis, KEY, session);
  try {
    work();
  } finally {
    Reflect.set(globalThis, KEY, before);
  }
}

/** Runs the session of the command for a project; `fallback` when the definition is run by itself. */
export function runSession(project: FleetProject, fallback: Session): void {
  const session: unknown = Reflect.get(globalThis, KEY);
  if (typeof session === 'function') Reflect.apply(session, undefined, [project]);
  else fallback(project);
}
