import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccountIdentity } from '../../aws/account-identity';
import { Door } from './door';
import { Faults, type Fault, type InjectedFault } from './faults';
import { Forwarder, isBroken } from './forward';
import type { CallRecord } from './ledger';
import { serve } from './loopback';
import { readKeys } from './published-keys';
import { Visit } from './visit';

export interface FrontOptions {
  /** Where the simulated cloud answers, such as `http://localhost:5000`. */
  readonly upstream: string;
  /** Who may come in where, and what for: the policies that are emitted. */
  readonly accounts: readonly AccountIdentity[];
  /** Where issuers answer on this machine, by the host that tokens name: `token.actions.githubusercontent.com`. */
  readonly issuers: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly now: () => number;
}

/** The only way into the simulated cloud of a rehearsal: judges every call as AWS would, and writes it down. */
export interface Front {
  /** What clients take for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Every request so far, in the order in which they ended. */
  readonly calls: readonly CallRecord[];
  /** Lets something go wrong with calls to come. */
  inject(fault: Fault): InjectedFault;
  /** Ends it. Throws what went wrong in the front itself, if anything did. */
  readonly stop: () => Promise<void>;
}

/** Starts a front on loopback. */
export async function startFront({ upstream, accounts, issuers, now }: FrontOptions): Promise<Front> {
  const calls: CallRecord[] = [];
  const failures: unknown[] = [];
  const faults = new Faults();
  const forwarder = new Forwarder(upstream);
  const door = new Door(upstream, accounts, (issuer) => readKeys(issuers[issuer]), now);
  const visit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls.push(await new Visit(request, response, { door, faults, forwarder, upstream, now }).answer());
  };
  const server = await serve((request, response) => {
    visit(request, response).catch((error: unknown) => {
      if (!isBroken(error)) failures.push(error);
      request.socket.destroy();
    });
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (failures.length > 0)
      throw new AggregateError(failures, `The front of the cloud failed: ${String(failures[0])}`);
  };
  return {
    // The simulated cloud would take part of a numeric address for the name of a bucket.
    endpoint: `http://localhost:${server.port}`,
    calls,
    inject: (fault) => faults.inject(fault),
    stop,
  };
}
