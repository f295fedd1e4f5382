/** What surrounds the runs: GitHub's decisions, and services that jobs reach. The settings alone are one such host. */
import { randomUUID } from 'node:crypto';
import type { StandIn } from './actions';
import { judgeGate, type GateAnswer, type GateRequest } from './environment-gate';
import type { Event } from './event';
import type { RunIdentity } from './github-context';
import type { JobPlace, Outcome } from './job-plan';
import type { Permissions } from './permissions';
import type { Settings } from './settings';

/** A job that is about to begin. */
export interface JobFacts {
  readonly run: RunIdentity;
  readonly event: Event;
  readonly repository: string;
  /** As people see it: `caller / inner (1)`. */
  readonly displayName: string;
  /** File in which the job stands, which may be a called one. */
  readonly workflowPath: string;
  /** The workflow that the event started. */
  readonly rootPath: string;
  readonly workflowName: string;
  /** Folder of the repository as of the run's commit. */
  readonly root: string;
  readonly environment: string | undefined;
  readonly permissions: Permissions;
}

/** What a job gets from its surroundings. */
export interface JobServices {
  readonly token: string;
  readonly apiUrl: string;
  /** Variables of the machine, such as the address of a cloud. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when the machine dies: what runs on it ends at once, and no further step begins. @default - it lives */
  readonly lost?: AbortSignal;
}

export interface Host {
  judge(gate: GateRequest & { readonly job: JobFacts }): Promise<GateAnswer>;
  openJob(job: JobFacts): Promise<JobServices>;
  closeJob(job: JobFacts): Promise<void>;
  /** How a job ended that stands for something shown elsewhere; undefined for one that is to run. @default - all run */
  readonly given?: (run: RunIdentity, job: JobPlace) => Outcome | undefined;
  /** Stand-ins for actions of others, by `owner/name`. */
  standIns(job: JobFacts): Readonly<Record<string, StandIn>>;
}

/** Nobody listens at these addresses: without a service a call fails, and quickly. */
const NOWHERE = 'http://127.0.0.1:9';

/** A host that knows what settings say, and has no services. */
export class SettingsHost implements Host {
  constructor(
    private readonly settings: Settings,
    private readonly actions: (job: JobFacts) => Readonly<Record<string, StandIn>>,
  ) {}

  judge(gate: GateRequest): Promise<GateAnswer> {
    return Promise.resolve(judgeGate(gate, this.settings));
  }

  openJob({ permissions }: JobFacts): Promise<JobServices> {
    const asks = permissions['id-token'] === 'write';
    const env: Record<string, string> = asks
      ? {
          ACTIONS_ID_TOKEN_REQUEST_URL: `${NOWHERE}/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: randomUUID(),
        }
      : {};
    return Promise.resolve({ token: `ghs_${randomUUID().replaceAll('-', '')}`, apiUrl: NOWHERE, env });
  }

  closeJob(): Promise<void> {
    return Promise.resolve();
  }

  standIns(job: JobFacts): Readonly<Record<string, StandIn>> {
    return this.actions(job);
  }
}
