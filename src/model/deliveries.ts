/** What decides which workflows there are. */
interface Promoted {
  readonly environments: readonly { readonly name: string; readonly follows?: string | undefined }[];
}

/** A workflow that delivers, and the environments into which its jobs go. */
export interface Delivery {
  readonly workflow: string;
  /** Environments that it deploys into. */
  readonly deploys: readonly string[];
  /** Environments that it looks at, by their GitHub environment `{env}-read`. */
  readonly reads: readonly string[];
}

/** The workflows by which versions travel. Rules, workflows and the table script agree by reading this list. */
export function deliveries({ environments }: Promoted): Delivery[] {
  const all = environments.map(({ name }) => name);
  return [
    { workflow: 'rollback', deploys: all, reads: all },
    ...environments.map(({ name, follows }) =>
      follows === undefined
        ? { workflow: `deploy-${name}`, deploys: [name], reads: [] }
        : { workflow: `promote-to-${name}`, deploys: [name], reads: [follows, name] },
    ),
  ];
}

/** Name of the GitHub environment in which jobs look at an environment. */
export function readGate(environment: string): string {
  return `${environment}-read`;
}

/** Every workflow file that the tool writes into a repository, with packaging or without. */
export function emittedWorkflows(platform: Promoted, packaged: boolean): string[] {
  const delivered = [...deliveries(platform).map(({ workflow }) => workflow), 'quality-gates', 'sam-deploy'];
  return [...(packaged ? delivered : []), 'test-coverage'].map((name) => `${name}.yml`);
}
