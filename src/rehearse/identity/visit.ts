import type { IncomingMessage, ServerResponse } from 'node:http';
import { AssumptionRefused, unprovenClaims } from './assume-role';
import { isBodyAsked, prefixOf, readCall, type Call } from './call';
import type { Door } from './door';
import { faultText, wait, type Fault, type Faults } from './faults';
import { bodyOf, type Forwarder } from './forward';
import type { CallRecord } from './ledger';
import { refuse, refuseBy, type Reason } from './refusal';
import { headerOf, headOf, protocolOf, signatureOf, type Protocol, type RequestHead } from './request-head';
import { jobOf, judgeSession, type Session } from './sessions';

/** What a front has for all its visits. */
export interface Surroundings {
  readonly door: Door;
  readonly faults: Faults;
  readonly forwarder: Forwarder;
  readonly upstream: string;
  readonly now: () => number;
}

const MESSAGES: Readonly<Record<Reason, string>> = {
  denied: 'Access denied.',
  throttled: 'Rate exceeded',
  internal: 'The request processing has failed because of an unknown error.',
  unavailable: 'The request has failed due to a temporary failure of the server.',
  'unknown key': 'The security token included in the request is invalid.',
  expired: 'The security token included in the request is expired',
  unsigned: 'Request is missing Authentication Token',
};

/** One request, from its first line to the record of what became of it. */
export class Visit {
  private readonly head: RequestHead;
  private readonly signature;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly around: Surroundings,
  ) {
    this.head = headOf(request);
    this.signature = signatureOf(this.head);
  }

  async answer(): Promise<CallRecord> {
    const service = this.signature?.service ?? 'sts';
    const protocol = protocolOf(this.head, service);
    const body = isBodyAsked(protocol, this.head) ? await bodyOf(this.request) : undefined;
    if (this.signature === undefined && protocol === 'query') {
      const params = new URLSearchParams(this.head.query.has('Action') ? this.head.query : body?.toString());
      if (params.get('Action') === 'AssumeRoleWithWebIdentity') return this.assume(params);
    }
    const session = this.around.door.sessionOf(this.signature);
    if (typeof session === 'string') return this.turnAway(protocol, session, service);
    const place = { region: this.signature?.region ?? '', account: session.account };
    const text = body?.toString() ?? '';
    const call = await readCall(this.head, protocol, service, place, text, (url) => this.readTemplate(url));
    return this.judge(call, session, protocol ?? 'query', body);
  }

  /** The one call that needs no signature: a token speaks for itself. */
  private async assume(params: URLSearchParams): Promise<CallRecord> {
    const action = 'sts:AssumeRoleWithWebIdentity';
    const resource = params.get('RoleArn') ?? '';
    const [, account, role] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(resource) ?? [];
    const job = jobOf(unprovenClaims(params.get('WebIdentityToken') ?? ''));
    const record = { job, account, role, action, needs: [{ action, resource }] };
    try {
      const { why, answer } = await this.around.door.assume(params);
      this.response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
      return this.record({ ...record, why, status: 200 });
    } catch (error) {
      if (!(error instanceof AssumptionRefused)) throw error;
      const { status, code, message, why } = error;
      refuseBy(this.response, 'query', [status, code], message);
      return this.record({ ...record, outcome: 'denied', why, status });
    }
  }

  private turnAway(
    protocol: Protocol = 'query',
    reason: 'unsigned' | 'unknown key' | 'expired',
    service: string,
  ): CallRecord {
    this.request.resume();
    const status = refuse(this.response, protocol, reason, MESSAGES[reason]);
    const action = `${prefixOf(service)}:${this.head.method} ${this.head.path}`;
    const why = `the request is ${reason === 'unknown key' ? 'signed by nobody that came in here' : reason}`;
    return this.record({ action, outcome: 'denied', why, status });
  }

  private async judge(call: Call, session: Session, protocol: Protocol, body: Buffer | undefined): Promise<CallRecord> {
    const { action, needs, context } = call;
    const job = jobOf(session.claims);
    const record = { job, account: session.account, role: session.role.name, action, needs };
    const verdict = judgeSession(session, needs, this.signature?.region ?? '', context);
    const known = needs.length > 0;
    if (!known || !verdict.allowed) {
      const why = known ? verdict.why : 'the rehearsal does not know this call, so it cannot say that it is allowed';
      this.request.resume();
      const status = refuse(this.response, protocol, 'denied', known ? verdict.message : why);
      return this.record({ ...record, outcome: 'denied', why, status });
    }
    const fault = this.around.faults.faultOn(call, session.account, job);
    const granted = { ...record, grants: verdict.grants, why: verdict.why };
    if (fault === undefined) return this.record({ ...granted, status: await this.forward(body, false) });
    const status = await this.fail(fault, protocol, body);
    const { effect } = fault;
    return this.record({
      ...granted,
      outcome: typeof effect === 'object' ? 'allowed' : 'failed',
      why: faultText(effect),
      status,
    });
  }

  private async fail({ effect, then }: Fault, protocol: Protocol, body: Buffer | undefined): Promise<number> {
    if (effect === 'lost') {
      const status = await this.forward(body, true);
      await then?.();
      return status;
    }
    await then?.();
    if (effect === 'reset') {
      this.request.socket.destroy();
      return 0;
    }
    if (typeof effect === 'object') {
      await wait(effect);
      return this.forward(body, false);
    }
    this.request.resume();
    return refuse(this.response, protocol, effect, MESSAGES[effect]);
  }

  private forward(body: Buffer | undefined, lost: boolean): Promise<number> {
    return this.around.forwarder.forward(this.request, this.response, body, lost);
  }

  /** A template in S3, read in the caller's account. */
  private async readTemplate(url: string): Promise<string | undefined> {
    const authorization = (headerOf(this.head.headers, 'authorization') ?? '').replace('/cloudformation/', '/s3/');
    const response = await fetch(`${this.around.upstream}${new URL(url).pathname}`, { headers: { authorization } });
    return response.ok ? response.text() : undefined;
  }

  private record(found: Partial<CallRecord> & Pick<CallRecord, 'action' | 'why' | 'status'>): CallRecord {
    const at = new Date(this.around.now() * 1000).toISOString();
    const nobody = { job: undefined, account: undefined, role: undefined };
    return { at, region: this.signature?.region, ...nobody, needs: [], outcome: 'allowed', grants: [], ...found };
  }
}
