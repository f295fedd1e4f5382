import { jsonFields, NO_FIELDS, queryFields, type Fields } from './fields';
import type { Need } from './judge-policy';
import { isNamedInBody, lambdaNeed } from './lambda-calls';
import { contextOf, type Context } from './pattern';
import { headerOf, type Protocol, type RequestHead } from './request-head';
import { resourcesOf, type Place } from './resources';
import { s3Needs } from './s3-calls';
import { stackNeeds, type ReadTemplate } from './stack-needs';

/** What a request asks for. */
export interface Call {
  /** Such as `lambda:UpdateAlias`; where it is not known, the request itself. */
  readonly action: string;
  /** All of these must be allowed; none: the request is not known here, and refused. */
  readonly needs: readonly Need[];
  /** What conditions of policies can ask about it. */
  readonly context: Context;
}

/** Prefixes of actions, where services sign with another name. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** The prefix of a service's actions. */
export function prefixOf(signingName: string): string {
  return PREFIXES[signingName] ?? signingName;
}

/** Whether a call can only be understood with its body. Other bodies pass through without being held. */
export function isBodyAsked(protocol: Protocol | undefined, head: RequestHead): boolean {
  if (protocol === 'lambda') return isNamedInBody(head);
  return protocol !== undefined && protocol !== 's3';
}

/** Understands a request. Throws where its body is not what its protocol says. */
export async function readCall(
  head: RequestHead,
  protocol: Protocol | undefined,
  service: string,
  place: Place,
  body: string,
  read: ReadTemplate,
): Promise<Call> {
  const prefix = prefixOf(service);
  const fields = fieldsOf(protocol, head, body);
  const unknown = { action: `${prefix}:${head.method} ${head.path}`, needs: [], context: contextOf({}) };
  if (protocol === undefined) return unknown;
  if (protocol === 's3' || protocol === 'lambda') {
    const need = protocol === 's3' ? s3Needs(head) : [lambdaNeed(head, fields.one('FunctionName'), place)];
    const needs = need.filter((each) => each !== undefined);
    return { ...unknown, needs, action: needs[0]?.action ?? unknown.action };
  }
  const action = actionOf(protocol, head, fields);
  if (action === undefined) return unknown;
  const main = resourcesOf(prefix, action, fields, place).map((resource) => ({
    action: `${prefix}:${action}`,
    resource,
  }));
  const besides = prefix === 'cloudformation' ? await stackNeeds(action, fields, place, read) : [];
  return { action: `${prefix}:${action}`, needs: [...main, ...besides], context: contextOfCall(prefix, fields) };
}

/** The body of CBOR is not read: of the services here only CloudWatch speaks it, and only its alarms have names. */
function fieldsOf(protocol: Protocol | undefined, head: RequestHead, body: string): Fields {
  if (protocol === 'query') return queryFields(new URLSearchParams(head.query.has('Action') ? head.query : body));
  return protocol === 'json' || (protocol === 'lambda' && isNamedInBody(head)) ? jsonFields(body) : NO_FIELDS;
}

function actionOf(protocol: Protocol, { headers, path }: RequestHead, fields: Fields): string | undefined {
  if (protocol === 'query') return fields.one('Action');
  if (protocol === 'cbor') return /\/operation\/(\w+)$/.exec(path)?.[1];
  return headerOf(headers, 'x-amz-target')?.split('.').at(-1);
}

function contextOfCall(prefix: string, fields: Fields): Context {
  if (prefix !== 'cloudformation') return contextOf({});
  return contextOf({
    'cloudformation:ChangeSetName': fields.one('ChangeSetName'),
    'cloudformation:RoleArn': fields.one('RoleARN'),
    'cloudformation:TemplateUrl': fields.one('TemplateURL'),
  });
}
