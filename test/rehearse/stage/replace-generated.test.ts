/** Generated files that a story, or a mutant before it, replaces. */
import { TenantsEventHandler } from '../../../repos';
import { sha256 } from '../../../src/managed/content';
import { replaceGenerated } from '../../../src/rehearse/stage/replace-generated';
import { Stage } from '../../../src/rehearse/stage/stage';
import { breakStep, mayFail } from '../../../src/rehearse/stories/steps/break-step';
import { workspaceWith } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';

const project = new TenantsEventHandler({ outdir: workspaceWith() });
const WORKFLOW = '.github/workflows/quality-gates.yml';
const SCRIPT = '.github/scripts/check-inputs.sh';
const place = { file: WORKFLOW, job: 'template', step: 'Check out' };

let stage: Stage;
const read = (path: string): string => stage.parts.workspace.read(path);
const manifest = (): string => read('.projen/managed.sha256');

beforeAll(async () => {
  stage = await Stage.create(project, await stageTools(), new Date('2026-03-02T09:00:00Z'));
  stage.version({ release: '1.0.0' });
}, 60_000);
afterAll(() => stage.stop());

test('What was replaced before stays replaced, and the manifest agrees with both.', () => {
  replaceGenerated(stage, SCRIPT, 'exit 0\n');
  breakStep(stage, place);
  expect(read(SCRIPT)).toBe('exit 0\n');
  expect(read(WORKFLOW)).toContain('Broken by the rehearsal.');
  for (const path of [SCRIPT, WORKFLOW]) expect(manifest()).toContain(`${sha256(Buffer.from(read(path)))}  ${path}\n`);
});

test('A step is broken in the file as it is, and may fail only where the emitted one may.', () => {
  replaceGenerated(
    stage,
    WORKFLOW,
    read(WORKFLOW).replaceAll('- name: Check out\n', '- name: Check out\n        continue-on-error: true\n'),
  );
  breakStep(stage, place);
  expect(read(WORKFLOW)).toContain('continue-on-error: true');
  expect(mayFail(stage, place)).toBe(false);
});
