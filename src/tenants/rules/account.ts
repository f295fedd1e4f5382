import type { TenantEnvironment, TenantPlatform } from '../../model/tenant-platform';
import { findingAt, type Finding } from '../finding';
import { walk, type Attribute, type Node } from '../hcl/node';
import { asText, attributeOf, blocksOf, filledFiles, type TenantRule, type VariableFile } from '../tenant';

/** Places of a text that hold an account id: an ARN, the host of a container registry, or the whole of it. */
const IN_TEXT = /arn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12}):|(?:^|\/)(\d{12})\.dkr\.ecr\.|^(\d{12})$/g;
const ECR_REGION = /\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws/;

/** V11: account ids are those of the environment. V11r: so are regions. */
export const checkAccount: TenantRule = function* (tenant, platform) {
  for (const file of filledFiles(tenant)) {
    const row = platform.environments.find(({ name }) => name === file.environment);
    for (const attribute of file.values.values()) {
      yield* accounts(file, attribute, row, platform);
      if (row) yield* regions(file, attribute, row, platform);
    }
  }
  yield* fixedRegions(tenant, platform);
};

function* accounts(
  file: VariableFile,
  { name, value }: Attribute,
  row: TenantEnvironment | undefined,
  { environments }: TenantPlatform,
): Generator<Finding> {
  for (const node of walk(value)) {
    for (const id of accountsIn(node, name)) {
      const owner = environments.find(({ account }) => Number(account) === Number(id));
      const right = row ? id === row.account : owner?.account === id;
      if (right) continue;
      const whose = owner && owner !== row ? ` is that of ${owner.name}` : ' is not that of a known environment';
      const wrong = owner && owner === row ? ' has lost its leading zero' : whose;
      const fix = row ? `"${row.account}", as text` : environments.map(({ account }) => `"${account}"`).join(' or ');
      yield findingAt('V11', file, node.start, {
        message: `Account ${id}${wrong}${row ? `, not of ${row.name}` : ''}.`,
        fix,
      });
    }
  }
}

/** A number loses the zeros that it begins with, so one is taken for an id only where the name says that it is one. */
function accountsIn(node: Node, name: string): string[] {
  if (node.kind === 'text')
    return [...node.value.matchAll(IN_TEXT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const isId = node.kind === 'number' && /account/i.test(name) && node.value >= 1e9 && node.value < 1e12;
  return isId ? [String(node.value)] : [];
}

function* regions(
  file: VariableFile,
  { name, value }: Attribute,
  row: TenantEnvironment,
  { fields }: TenantPlatform,
): Generator<Finding> {
  for (const node of walk(value)) {
    if (node.kind !== 'text') continue;
    const region = name === fields.region ? node.value : ECR_REGION.exec(node.value)?.[1];
    if (region === undefined || region === row.region) continue;
    yield differs(file, node, region, row);
  }
}

/** Regions that are fixed for all environments at once: in providers, backends, and defaults that some file leaves. */
function* fixedRegions(
  tenant: Parameters<TenantRule>[0],
  { environments, fields }: TenantPlatform,
): Generator<Finding> {
  const fixed = [...blocksOf(tenant, 'provider')].flatMap(({ file, block }) => {
    const value = attributeOf(block.body, 'region')?.value;
    return value ? [{ file, value }] : [];
  });
  const declaration = tenant.declarations.get(fields.region);
  const isUsed = filledFiles(tenant).some(({ values }) => !values.has(fields.region));
  if (declaration?.fallback && isUsed) fixed.push({ file: declaration.file, value: declaration.fallback });
  for (const { file, value } of fixed) {
    const region = value.kind === 'text' ? asText(value) : undefined;
    const [row] = environments;
    // Certificates of CloudFront are in us-east-1 whatever the environment.
    if (!row || region === undefined || region === 'us-east-1') continue;
    if (environments.every((each) => each.region !== region)) yield differs(file, value, region, row);
  }
}

function differs(file: Parameters<typeof findingAt>[1], node: Node, region: string, row: TenantEnvironment): Finding {
  const message = `${JSON.stringify(region)} is not the region of ${row.name} in the platform table.`;
  const fix = `"${row.region}", once the state of ${row.name} is there; until then, this value`;
  return findingAt('V11r', file, node.start, { message, fix });
}
