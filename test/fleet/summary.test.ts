/** The summary of the stage that is checked in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from '../../repos';
import { stage } from '../../repos/stage-4';
import { judged } from '../../src/fleet/report/markdown';
import { digestsOf } from '../../src/rehearse/digests';
import { storiesOf } from '../../src/rehearse/stories-of';

const summary = readFileSync(join(__dirname, '../../repos/stage-4-summary.md'), 'utf8');

test('It has every criterion.', () => {
  for (const { id, text } of stage.criteria) expect(summary).toContain(`| ${id} | ${text} |`);
});

test.each(fleet.map((Definition) => new Definition({ outdir: '.' })))(
  'It is about a rehearsal of what is emitted now for $name; where it is not, CONTRIBUTING says how to make it again.',
  (project) => {
    const rows = summary.split('\n').filter((line) => line.startsWith(`| ${project.name} |`));
    const [rehearsed = 'no'] = /20[0-9-]+T[0-9:.]+Z/.exec(rows.join()) ?? [];
    expect(rows).toEqual([judged({ name: project.name, files: digestsOf(project.renderFiles()), rehearsed })]);
    expect(rehearsed !== 'no').toBe(storiesOf(project).stories.length > 0);
  },
);
