import { lambdaShape, packagingShape, platformShape, pythonShape } from './definition-shape';
import { deliveries, emittedWorkflows } from './deliveries';
import { checkDeliveries, checkOwnFiles } from './delivery-rules';
import { expectName } from './expect-name';
import { nameIn } from './lambda';
import type { LambdaRepoSpec, PackagingSpec } from './lambda-spec';
import { staysInside } from './names';
import { platformProblems } from './platform-rules';
import { Findings, type Problem } from './problem';
import { checkPython } from './python-rules';
import { checkSettings } from './repository-settings';
import { checkRollout } from './rollout';
import { checkShape, isTable } from './shape';
import { checkTexts } from './text-rules';

/** Everything that is wrong in a definition of a Lambda repository, the platform table included. */
export function lambdaProblems(spec: LambdaRepoSpec): Problem[] {
  const named = isTable(spec) && typeof spec.name === 'string' && spec.name !== '';
  const findings = new Findings(named ? spec.name : 'a repository without a name');
  const listed = checkShape(findings, '', spec, lambdaShape);
  if (!isTable(spec)) return findings.problems;
  expectName(findings, 'repository', 'name', spec.name);
  const { platform, python, packaging } = spec;
  if (python === undefined || checkShape(findings, 'python', python, pythonShape)) checkPython(findings, spec);
  const built = packaging === undefined || checkShape(findings, 'packaging', packaging, packagingShape);
  const table = isTable(platform) ? platformProblems(platform) : [];
  // What belongs to an environment can be checked when there are environments.
  if (checkShape(new Findings('platform'), '', platform, platformShape)) {
    if (packaging !== undefined) checkDeliveries(findings, platform, deliveries(platform));
    if (packaging !== undefined && built) checkPackaging(findings, packaging, spec);
    if (listed) checkRollout(findings, spec.rollout ?? {});
    if (listed) checkOwnFiles(findings, spec.ownWorkflows ?? [], emittedWorkflows(platform, packaging !== undefined));
  }
  if (listed) checkSettings(findings, spec);
  checkTexts(findings, spec, '');
  return [...table, ...findings.problems];
}

function checkPackaging(findings: Findings, packaging: PackagingSpec, { platform }: LambdaRepoSpec): void {
  const { template = 'template.yaml', alias = 'latest-{env}', functions, stack, tags, recordsTable } = packaging;
  const inside = staysInside(template);
  findings.expect(inside, 'packaging.template', `"${template}" leaves the repository`, 'a path inside it');
  const { environments } = platform;
  for (const { name } of environments) {
    expectName(findings, 'stack', 'packaging.stack', nameIn(stack, name));
    expectName(findings, 'alias', 'packaging.alias', nameIn(alias, name));
    if (recordsTable !== undefined) expectName(findings, 'table', 'packaging.recordsTable', nameIn(recordsTable, name));
    for (const [i, each] of functions.entries())
      expectName(findings, 'function', `packaging.functions[${i}].name`, nameIn(each.name, name));
  }
  functions.forEach(({ logicalId, name }, i) => {
    const field = `packaging.functions[${i}]`;
    expectName(findings, 'logicalId', `${field}.logicalId`, logicalId);
    const first = functions.findIndex((each) => each.logicalId === logicalId || each.name === name);
    findings.expect(first === i, field, `it is also function ${first}`, 'a logical id and a name of its own');
  });
  const some = functions.length > 0;
  findings.expect(some, 'packaging.functions', 'there is none', 'at least one function of the template');
  for (const [key, value] of Object.entries(tags)) {
    expectName(findings, 'tag', `packaging.tags.${key}`, key);
    expectName(findings, 'tagValue', `packaging.tags.${key}`, value);
  }
}
