import type { Fields } from './fields';

/** Where a call goes. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

type ResourcesOf = (action: string, fields: Fields, place: Place) => string[];

/**
 * The resources that the services ask permission for, by the prefix of their actions; none: all (`*`).
 *
 * Source: Service Authorization Reference of AWS.
 */
const RESOURCES: Readonly<Record<string, ResourcesOf>> = {
  cloudformation: (_, fields, place) => named(fields.one('StackName'), arn('cloudformation', place), 'stack/', '/*'),
  cloudwatch: (_, fields, place) =>
    [fields.one('AlarmName'), ...fields.many('AlarmNames')].flatMap((name) =>
      named(name, arn('cloudwatch', place), 'alarm:'),
    ),
  dynamodb: (_, fields, place) => {
    const index = fields.one('IndexName');
    return [fields.one('TableName'), ...fields.many('RequestItems')].flatMap((name) =>
      named(name, arn('dynamodb', place), 'table/', index === undefined ? '' : `/index/${index}`),
    );
  },
  ecs: ecsResources,
  events: (_, fields, place) => {
    const bus = fields.one('EventBusName') ?? 'default';
    const folder = bus === 'default' ? 'rule/' : `rule/${bus}/`;
    return named(fields.one('Name') ?? fields.one('Rule'), arn('events', place), folder);
  },
  iam: (_, fields, { account }) => {
    const prefix = `arn:aws:iam::${account}:`;
    const arns = [fields.one('PolicyArn'), fields.one('OpenIDConnectProviderArn')].filter((each) => each !== undefined);
    const role = named(fields.one('RoleName'), prefix, 'role/');
    return role.length > 0 ? role : [...named(fields.one('UserName'), prefix, 'user/'), ...arns];
  },
  logs: (action, fields, place) => {
    if (action === 'DescribeLogGroups') return [`${arn('logs', place)}log-group:*`];
    const name = fields.one('logGroupName') ?? fields.one('logGroupIdentifier');
    return named(name, arn('logs', place), 'log-group:', ':*');
  },
  sqs: (_, fields, place) => {
    const name = fields.one('QueueUrl')?.split('/').at(-1) ?? fields.one('QueueName');
    return named(name, arn('sqs', place), '');
  },
  sts: (_, fields) => named(fields.one('RoleArn'), '', ''),
};

/** The ARNs that a call acts on. */
export function resourcesOf(service: string, action: string, fields: Fields, place: Place): string[] {
  const found = RESOURCES[service]?.(action, fields, place) ?? [];
  return found.length > 0 ? found : ['*'];
}

/** The ARN of a named resource; a name that is an ARN already stays as it is. */
function named(name: string | undefined, prefix: string, kind: string, suffix = ''): string[] {
  if (name === undefined) return [];
  return [name.startsWith('arn:') ? name : `${prefix}${kind}${name}${suffix}`];
}

function arn(service: string, { region, account }: Place): string {
  return `arn:aws:${service}:${region}:${account}:`;
}

function ecsResources(action: string, fields: Fields, place: Place): string[] {
  const prefix = arn('ecs', place);
  const cluster = fields.one('cluster')?.split('/').at(-1) ?? 'default';
  const services = [fields.one('service'), ...fields.many('services')];
  const tasks = [fields.one('task'), ...fields.many('tasks')];
  const within = [
    ...services.flatMap((name) => named(name, prefix, `service/${cluster}/`)),
    ...tasks.flatMap((name) => named(name, prefix, `task/${cluster}/`)),
  ];
  if (within.length > 0) return within;
  if (action === 'RunTask') return named(fields.one('taskDefinition'), prefix, 'task-definition/');
  const clusters = [fields.one('cluster'), ...fields.many('clusters')];
  return action.endsWith('Clusters') ? clusters.flatMap((name) => named(name, prefix, 'cluster/')) : [];
}
