import type { Need } from './judge-policy';
import type { RequestHead } from './request-head';
import type { Place } from './resources';

type Operations = Readonly<Record<string, string>>;

/** What follows the name of a function in a path, then the method, then the action. Source: API reference of Lambda. */
const OF_FUNCTION: readonly (readonly [RegExp, Operations])[] = [
  [/^$/, { GET: 'GetFunction', DELETE: 'DeleteFunction' }],
  [/^\/configuration$/, { GET: 'GetFunctionConfiguration', PUT: 'UpdateFunctionConfiguration' }],
  [/^\/code$/, { PUT: 'UpdateFunctionCode' }],
  [/^\/versions$/, { GET: 'ListVersionsByFunction', POST: 'PublishVersion' }],
  [/^\/aliases$/, { GET: 'ListAliases', POST: 'CreateAlias' }],
  [/^\/aliases\/[^/]+$/, { GET: 'GetAlias', PUT: 'UpdateAlias', DELETE: 'DeleteAlias' }],
  [/^\/(invocations|response-streaming-invocations)$/, { POST: 'InvokeFunction' }],
  [/^\/invoke-async$/, { POST: 'InvokeAsync' }],
  [/^\/policy$/, { GET: 'GetPolicy', POST: 'AddPermission' }],
  [/^\/policy\/[^/]+$/, { DELETE: 'RemovePermission' }],
  [
    /^\/concurrency$/,
    { GET: 'GetFunctionConcurrency', PUT: 'PutFunctionConcurrency', DELETE: 'DeleteFunctionConcurrency' },
  ],
  [
    /^\/event-invoke-config$/,
    {
      ...{ GET: 'GetFunctionEventInvokeConfig', PUT: 'PutFunctionEventInvokeConfig' },
      ...{ POST: 'UpdateFunctionEventInvokeConfig', DELETE: 'DeleteFunctionEventInvokeConfig' },
    },
  ],
  [
    /^\/provisioned-concurrency$/,
    {
      ...{ GET: 'GetProvisionedConcurrencyConfig', PUT: 'PutProvisionedConcurrencyConfig' },
      ...{ DELETE: 'DeleteProvisionedConcurrencyConfig' },
    },
  ],
];

/** Paths without the name of a function. */
const OTHERS: readonly (readonly [RegExp, Operations])[] = [
  [/^\/functions\/?$/, { GET: 'ListFunctions', POST: 'CreateFunction' }],
  [/^\/event-source-mappings\/?$/, { GET: 'ListEventSourceMappings', POST: 'CreateEventSourceMapping' }],
  [/^\/account-settings\/?$/, { GET: 'GetAccountSettings' }],
  [/^\/tags\/.+$/, { GET: 'ListTags', POST: 'TagResource', DELETE: 'UntagResource' }],
];

/** These act on the version or alias that the query names; the others on the function. */
const QUALIFIED = ['GetFunction', 'GetFunctionConfiguration', 'InvokeFunction', 'DeleteFunction', 'GetPolicy'];

/** Whether only the body names the function. Its code may be in there, too, so this is not asked for other calls. */
export function isNamedInBody({ method, path }: RequestHead): boolean {
  return method === 'POST' && /^\/[\d-]+\/(functions|event-source-mappings)\/?$/.test(path);
}

/** The permission that a call of Lambda needs, or nothing where it is not known. `name` is what the body names. */
export function lambdaNeed(head: RequestHead, name: string | undefined, place: Place): Need | undefined {
  const path = head.path.replace(/^\/[\d-]+/, '');
  const [, escaped, rest = ''] = /^\/functions\/([^/]+)(.*?)\/?$/.exec(path) ?? [];
  if (escaped === undefined) {
    const action = operation(OTHERS, path, head.method);
    const tagged = /^\/tags\/(.+)$/.exec(path)?.[1];
    const resource = tagged === undefined ? resourceOf(name, undefined, place) : decodeURIComponent(tagged);
    return action === undefined ? undefined : { action: `lambda:${action}`, resource };
  }
  const action = operation(OF_FUNCTION, rest, head.method);
  const qualifier = QUALIFIED.includes(action ?? '') ? (head.query.get('Qualifier') ?? undefined) : undefined;
  const resource = resourceOf(decodeURIComponent(escaped), qualifier, place);
  return action === undefined ? undefined : { action: `lambda:${action}`, resource };
}

function operation(
  table: readonly (readonly [RegExp, Operations])[],
  path: string,
  method: string,
): string | undefined {
  return table.find(([pattern]) => pattern.test(path))?.[1][method];
}

/** A function is given as its name, with its account, or as its ARN, each with a version or alias behind it or not. */
function resourceOf(given: string | undefined, qualifier: string | undefined, { region, account }: Place): string {
  if (given === undefined) return '*';
  const end = qualifier === undefined ? '' : `:${qualifier}`;
  if (given.startsWith('arn:')) return `${given}${given.split(':').length > 7 ? '' : end}`;
  const name = given.replace(/^\d{12}:function:/, '');
  return `arn:aws:lambda:${region}:${account}:function:${name}${name.includes(':') ? '' : end}`;
}
