/** Production is destroyed at no level: whoever takes one away meets the next. */
import { readGate } from '../../../model/deliveries';
import { DESTROY_TENANT } from '../../../model/gitops-deliveries';
import type { Environment } from '../../../model/platform';
import { expectEqual, expectFailed, ran } from '../../expectations';
import type { RunEnd, RunStart } from '../../stage/running';
import { meant } from '../../stage/tenant-destruction';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter, TenantStory } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectNoIdentity, stateOf } from './outcomes';

interface Level {
  /** What somebody has got past. */
  readonly past: string;
  /** The cloud itself refuses it. @default - it is refused before */
  readonly denied?: boolean;
  readonly start: (stage: TenantStage, name: string) => RunStart;
  readonly expect: (stage: TenantStage, end: RunEnd, name: string) => void;
}

const file = (name: string): string => `.github/${name}`;
const PLANNED = { facts: '{}', left: 'true' };

/** The form, with production among its choices. */
function widenForm(stage: TenantStage, name: string): void {
  const workflow = file(`workflows/${DESTROY_TENANT}.yml`);
  stage.change({ [workflow]: stage.read(workflow).replace(/(options: \[.*) \]/, `$1, ${name} ]`) });
}

const LEVELS: readonly Level[] = [
  {
    past: 'nothing: the form has no such choice',
    start: () => ({}),
    expect: (_, end) => {
      expectEqual(end.conclusion, 'invalid', 'A run with a choice that there is not');
    },
  },
  {
    past: 'the form: the script before all credentials refuses it',
    start: (stage, name) => {
      widenForm(stage, name);
      return {};
    },
    expect: (stage, end, name) => {
      expectNoIdentity(stage, end, `Nothing destroys a tenant in "${name}".`);
    },
  },
  {
    past: 'that script: its plan is refused',
    start: (stage, name) => {
      widenForm(stage, name);
      return { given: { validate: { gate: `destroy-${name}` } } };
    },
    expect: (_, end, name) => {
      expectFailed(end, `Nothing destroys a tenant in ${name}: it is production.`);
    },
  },
  {
    past: 'the plan: the table has no such GitHub environment',
    start: (stage, name) => {
      widenForm(stage, name);
      return { given: { validate: { gate: `destroy-${name}` }, plan: PLANNED } };
    },
    expect: (_, end, name) => {
      expectFailed(end, `The table has no GitHub environment "destroy-${name}".`);
    },
  },
  {
    past: 'the table: the role of production trusts no such GitHub environment',
    denied: true,
    start: (stage, name) => {
      widenForm(stage, name);
      const table = file('scripts/environment.sh');
      const row = `  destroy-${name}) environment=${name} access=deploy urgent=false approvals=0 chain='' protection='' ;;\n`;
      stage.change({ [table]: stage.read(table).replace(/( {2}\*\) echo)/, `${row}$1`) });
      return { given: { validate: { gate: `destroy-${name}` }, plan: PLANNED } };
    },
    expect: (_, end) => {
      expectFailed(end, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    },
  },
  {
    past: 'all of it by the GitHub environment for reading: the job itself refuses production',
    start: (stage, name) => {
      widenForm(stage, name);
      return { given: { validate: { gate: readGate(name) }, plan: PLANNED } };
    },
    expect: (_, end, name) => {
      expectFailed(end, `Nothing destroys a tenant in ${name}: it is production.`);
    },
  },
  {
    past: 'all of it by the GitHub environment of deployments: its people have not approved this',
    start: (stage, name) => {
      widenForm(stage, name);
      const gate = stage.delivery.gate(stage.delivery.last);
      return { given: { validate: { gate }, plan: PLANNED }, approve: { [gate]: 'reviewer-1' } };
    },
    expect: (_, end) => {
      expectFailed(end, /of \d people approved|outside/);
    },
  },
];

function productionOf(stage: TenantStage): Environment {
  const found = stage.parts.project.model.platform.environments.find(({ production }) => production);
  if (found === undefined) throw new Error('The platform table has no production.');
  return found;
}

const stories = LEVELS.map(({ past, denied = false, start, expect }): TenantStory => ({
  title: `Production is not destroyed by who gets past ${past}.`,
  from: 'live',
  denied,
  play: async (stage) => {
    const { name } = productionOf(stage);
    const before = await stateOf(stage, DEPLOYED, name);
    const end = await stage.run(`${DESTROY_TENANT}.yml`, { inputs: meant(DEPLOYED, name), ...start(stage, name) });
    expect(stage, end, name);
    expectEqual(ran(end, 'Destroy by the plan'), false, 'Whether something was destroyed');
    expectEqual(await stateOf(stage, DEPLOYED, name), before, 'Its state');
  },
}));

export const destroyProduction: TenantChapter = {
  name: 'tenant-destruction-production',
  when: ({ destroyable, platform }) =>
    destroyable.length > 0 &&
    platform.environments.some(({ production, follows }) => production && follows !== undefined),
  stories,
};
