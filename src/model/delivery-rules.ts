import { readGate, type Delivery } from './deliveries';
import { expectName } from './expect-name';
import type { PlatformSpec } from './platform-spec';
import type { Findings } from './problem';

/** Each delivering workflow needs one way into each environment that it deploys into, and one to look at it. */
export function checkDeliveries(findings: Findings, platform: PlatformSpec, deliveries: readonly Delivery[]): void {
  const { githubEnvironments: gates } = platform;
  for (const { workflow, deploys, reads } of deliveries) {
    for (const environment of deploys) {
      const ways = gates.filter(
        (gate) => gate.environment === environment && gate.access === 'deploy' && gate.usedBy.includes(workflow),
      );
      const wrong = `"${workflow}" deploys into "${environment}" by ${ways.map(({ name }) => name).join(', ') || 'none'}`;
      const instead = `"${workflow}" in "usedBy" of exactly one GitHub environment of "${environment}" with access "deploy"`;
      findings.expect(ways.length === 1, 'platform.githubEnvironments', wrong, instead);
    }
    for (const environment of reads) checkReading(findings, workflow, environment, platform);
  }
}

function checkReading(findings: Findings, workflow: string, environment: string, platform: PlatformSpec): void {
  const name = readGate(environment);
  const gate = platform.githubEnvironments.find((each) => each.name === name);
  const there = gate?.environment === environment && gate.access === 'read' && gate.usedBy.includes(workflow);
  const wrong = `"${workflow}" looks at "${environment}", but there is no "${name}" for it`;
  const instead = `a row "${name}" of "${environment}" with access "read" and "${workflow}" in "usedBy"`;
  findings.expect(there, 'platform.githubEnvironments', wrong, instead);
}

/** A workflow file that is there twice: in the list, or in the list and among what is emitted. */
export function checkOwnFiles(findings: Findings, ownWorkflows: readonly string[], emitted: readonly string[]): void {
  ownWorkflows.forEach((file, i) => {
    const field = `ownWorkflows[${i}]`;
    expectName(findings, 'workflow', field, file);
    findings.expect(ownWorkflows.indexOf(file) === i, field, `"${file}" is there twice`, 'each workflow file once');
    findings.expect(
      !emitted.includes(file),
      field,
      `"${file}" is also emitted, so it would be there twice`,
      'the files that people own; rename theirs, or leave out what emits this one',
    );
  });
}
