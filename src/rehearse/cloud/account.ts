/** One account of the simulated cloud, for what a story arranges and looks at: faster than a program of AWS, and typed. */
import { accountKeys, CLOUD_SETTINGS } from './credentials';

const scheme = 'AWS4-HMAC-SHA256 Credential';
const rest = 'SignedHeaders=host, Signature=none';

export interface Alias {
  readonly Name: string;
  readonly FunctionVersion: string;
  readonly Description: string;
}

export class Account {
  private constructor(
    private readonly id: string,
    private readonly endpoint: string,
    private readonly region: string,
    /** What a process needs that works in this account. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async of({ endpoint }: { readonly endpoint: string }, id: string, region = 'af-south-1'): Promise<Account> {
    const places = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region };
    const env = { ...CLOUD_SETTINGS, ...places, SAM_CLI_POLL_DELAY: '1', ...(await accountKeys(endpoint, id)) };
    return new Account(id, endpoint, region, env);
  }

  /** A function of the code that `zipOf` gives. */
  async createFunction(name: string, zip: Buffer, timeout = 3): Promise<void> {
    await this.query('iam', 'CreateRole', { RoleName: 'runs-functions', AssumeRolePolicyDocument: '{}' }, [409]);
    const code = { ZipFile: zip.toString('base64') };
    const shape = { FunctionName: name, Runtime: 'python3.12', Handler: 'main.handler', Timeout: timeout };
    await this.lambda('POST', '', { ...shape, Role: `arn:aws:iam::${this.id}:role/runs-functions`, Code: code });
  }

  async updateCode(name: string, zip: Buffer): Promise<void> {
    await this.lambda('PUT', `/${name}/code`, { ZipFile: zip.toString('base64') });
  }

  async publish(name: string): Promise<string> {
    return textAt(parse(await this.lambda('POST', `/${name}/versions`, {})), 'Version');
  }

  async createAlias(name: string, alias: string, version: string, description = ''): Promise<void> {
    const shape = { Name: alias, FunctionVersion: version, Description: description };
    await this.lambda('POST', `/${name}/aliases`, shape);
  }

  async moveAlias(name: string, alias: string, version: string): Promise<void> {
    await this.lambda('PUT', `/${name}/aliases/${alias}`, { FunctionVersion: version });
  }

  async aliases(name: string): Promise<Alias[]> {
    const list: unknown = parse(await this.lambda('GET', `/${name}/aliases`));
    const found: unknown = typeof list === 'object' && list !== null ? Reflect.get(list, 'Aliases') : [];
    return Array.isArray(found) ? found.map(toAlias) : [];
  }

  /** The Lambda version behind an alias. */
  async pointOf(name: string, alias: string): Promise<string | undefined> {
    return (await this.aliases(name)).find(({ Name }) => Name === alias)?.FunctionVersion;
  }

  /** SHA-256 of the code behind an alias, in hexadecimal digits. */
  async codeOf(name: string, alias: string): Promise<string> {
    const found = parse(await this.lambda('GET', `/${name}/configuration?Qualifier=${alias}`));
    return Buffer.from(textAt(found, 'CodeSha256'), 'base64').toString('hex');
  }

  async removeAlias(name: string, alias: string): Promise<void> {
    await this.lambda('DELETE', `/${name}/aliases/${alias}`);
  }

  /** What a caller gets. */
  invoke(name: string, alias: string, event: unknown): Promise<string> {
    return this.lambda('POST', `/${name}/invocations?Qualifier=${alias}`, event);
  }

  /** One number that CloudWatch has of a function. */
  async putMetric(metric: string, value: number, at: string, dimensions: Record<string, string>): Promise<void> {
    const pairs = Object.entries(dimensions).flatMap(([name, held], i) => [
      [`MetricData.member.1.Dimensions.member.${i + 1}.Name`, name] as const,
      [`MetricData.member.1.Dimensions.member.${i + 1}.Value`, held] as const,
    ]);
    const data = { Namespace: 'AWS/Lambda', 'MetricData.member.1.MetricName': metric };
    const point = { 'MetricData.member.1.Value': String(value), 'MetricData.member.1.Timestamp': at };
    await this.query('monitoring', 'PutMetricData', { ...data, ...point, ...Object.fromEntries(pairs) });
  }

  /** The tags of a stack. */
  async stackTags(name: string): Promise<Record<string, string>> {
    const answer = await this.query('cloudformation', 'DescribeStacks', { StackName: name }, [400]);
    const pairs = answer.matchAll(/<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>/g);
    return Object.fromEntries([...pairs].map(([, key = '', value = '']) => [key, value] as const));
  }

  /** Answer of a service that speaks the query protocol. `allowed` are failures that do not matter. */
  async query(
    service: string,
    action: string,
    params: Record<string, string>,
    allowed: number[] = [],
  ): Promise<string> {
    const body = new URLSearchParams({ Action: action, ...params });
    return this.send(service, '', { method: 'POST', body }, allowed);
  }

  /** Answer of a service that speaks JSON; `operation` is the target: `AWSEvents.ListRules`. */
  async json(service: string, operation: string, request: object): Promise<unknown> {
    const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': operation };
    return parse(await this.send(service, '/', { method: 'POST', body: JSON.stringify(request) }, [], headers));
  }

  /** An object or a bucket of S3, by `bucket/key`; empty where there is none. */
  s3(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: string | Buffer): Promise<string> {
    return this.send('s3', `/${path}`, { method, ...(body !== undefined && { body }) }, [404]);
  }

  private lambda(method: string, path: string, body?: unknown): Promise<string> {
    const request = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return this.send('lambda', `/2015-03-31/functions${path}`, request, []);
  }

  private async send(
    service: string,
    path: string,
    request: RequestInit,
    allowed: number[],
    given: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { AWS_ACCESS_KEY_ID = '', AWS_SESSION_TOKEN = '' } = this.env;
    const Authorization = `${scheme}=${AWS_ACCESS_KEY_ID}/20260101/${this.region}/${service}/aws4_request, ${rest}`;
    const headers = { ...given, Authorization, 'X-Amz-Security-Token': AWS_SESSION_TOKEN };
    const response = await fetch(`${this.endpoint}${path}`, { ...request, headers });
    const answer = await response.text();
    if (!response.ok && !allowed.includes(response.status)) throw new Error(`${path} ${response.status}: ${answer}`);
    return answer;
  }
}

function parse(json: string): unknown {
  return JSON.parse(json);
}

function toAlias(from: unknown): Alias {
  const [Name, FunctionVersion, Description] = [
    textAt(from, 'Name'),
    textAt(from, 'FunctionVersion'),
    textAt(from, 'Description'),
  ];
  return { Name, FunctionVersion, Description };
}

function textAt(from: unknown, key: string): string {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined;
  return typeof value === 'string' ? value : '';
}
