/** Steps that run only after something failed: what comes of it where they fail, too. */
import { expectEqual, expectFailed, expectSaid, expectStep } from '../../expectations';
import { changeTrust } from '../../stage/identities';
import { replaceGenerated } from '../../stage/replace-generated';
import { deploys, type Story } from '../../story';
import { breakStep } from './break-step';

export const afterFailures: readonly Story[] = [
  {
    title: 'A failed deployment that cannot be undone is red, and its record says to look at the stack.',
    ...{ from: 'deployed', when: deploys },
    play: async (stage) => {
      stage.version({ release: '2.0.0', broken: true });
      breakStep(stage, {
        file: '.github/actions/deploy-release/action.yml',
        job: '',
        step: 'Undo the failed deployment',
      });
      const end = await stage.delivery.deploy();
      expectFailed(end, 'Broken by the rehearsal.');
      expectStep(end, 'Undo the failed deployment', 'failure');
      expectSaid(end, /look at the stack/i);
    },
  },
  {
    title: 'Where a role is refused and the explanation fails, too, the run is red all the same.',
    ...{ from: 'deployed', when: deploys, denied: true },
    play: async (stage) => {
      stage.version({ release: '2.0.0' });
      changeTrust(stage, stage.delivery.first, (trust) => ({ ...trust, Statement: [] }));
      breakStep(stage, {
        file: '.github/actions/enter-environment/action.yml',
        job: '',
        step: 'Say what the role may lack',
      });
      const end = await stage.delivery.deploy();
      expectFailed(end, 'Broken by the rehearsal.');
      expectStep(end, 'Say what the role may lack', 'failure');
    },
  },
  {
    title: 'Nothing is built for an environment but the first.',
    ...{ from: 'fresh', when: deploys },
    play: async (stage) => {
      const { delivery, parts } = stage;
      const path = `.github/workflows/deploy-${delivery.first.name}.yml`;
      const text = parts.workspace.read(path);
      const other = parts.project.model.platform.githubEnvironments.find(({ name }) => name !== delivery.first.name);
      const changed = text.replace(`environment: ${delivery.first.name}\n`, `environment: ${other?.name ?? ''}\n`);
      expectEqual(changed === text, false, 'Whether the workflow names its environment otherwise');
      replaceGenerated(stage, path, changed);
      expectFailed(await delivery.deploy(), `Only ${delivery.first.name} builds.`);
    },
  },
];
