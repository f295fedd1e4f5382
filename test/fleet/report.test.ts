import { join } from 'node:path';
import { fleet } from '../../repos';
import { stage } from '../../repos/stage-4';
import { readEvidence, refuseStale, replaced, together, type RepositoryProof } from '../../src/fleet/report/evidence';
import { toHtml } from '../../src/fleet/report/html';
import { judge } from '../../src/fleet/report/judge';
import { knownOf, type KnownRepository } from '../../src/fleet/report/known';
import { toMarkdown } from '../../src/fleet/report/markdown';
import { reportOf, toJson, type Report } from '../../src/fleet/report/report';
import type { Check } from '../../src/fleet/report/stage';
import { digestsOf } from '../../src/rehearse/digests';
import { folderWith } from './support/commands';

const EVENTS = '2_bbws_tenants_event_handler';
const SITES = '2_bbws_wordpress_site_management_lambda';
const STORY = { chapter: 'rollback', title: 'It goes back.' };

const projects = fleet.map((Definition) => new Definition({ outdir: '.' }));
const proof: RepositoryProof = {
  repository: EVENTS,
  at: '2026-01-02T03:04:05.000Z',
  files: new Map(Object.entries(digestsOf(projects[0]!.renderFiles()))),
  results: [{ ...STORY, passed: true }],
};

const now = new Date('2026-01-02T03:04:05Z');

function known(proofs: readonly RepositoryProof[], checkouts?: string): KnownRepository[] {
  return projects.map((project) => {
    return knownOf(project, { checkouts, proofs, now, storiesOf: ({ name }) => (name === EVENTS ? [STORY] : []) });
  });
}

const targets = join(__dirname, '../targets');
const alone = known([]);
const whole = known([proof], targets);

function statusOf(check: Check, all: readonly KnownRepository[], summary?: string): string {
  return judge({ id: 'X', part: 'stage', text: '', checks: [check], live: [] }, all, summary).status;
}

const stories: Check = { kind: 'stories', repository: EVENTS, chapters: ['rollback'] };
const wayBack: Check = { kind: 'way-back', repository: SITES };
const own: Check = { kind: 'no-findings', of: 'own', repository: SITES };

describe('A line', () => {
  test.each([
    ['stories without evidence', stories, alone, 'not shown'],
    ['stories that hold', stories, whole, 'met'],
    ['a story that does not hold', stories, known([{ ...proof, results: [{ ...STORY, passed: false }] }]), 'unmet'],
    ['a story that was not played', stories, known([{ ...proof, results: [] }]), 'not shown'],
    ['a chapter that has no stories', { ...stories, chapters: ['none'] }, whole, 'unmet'],
    ['own workflows without a checkout', own, alone, 'not shown'],
    ['own workflows with defects', own, whole, 'unmet'],
    ['emitted workflows', { kind: 'no-findings', of: 'emitted' }, alone, 'met'],
    ['a way back that may be in a checkout', wayBack, alone, 'not shown'],
    ['a way back that is nowhere', wayBack, whole, 'unmet'],
    ['a repository that is not in the fleet', { ...wayBack, repository: 'nowhere' }, whole, 'unmet'],
    [
      'a file that is emitted',
      { kind: 'files', repository: EVENTS, paths: ['docs/runbooks/rollback.md'] },
      alone,
      'met',
    ],
    ['a file that is not', { kind: 'files', repository: EVENTS, paths: ['docs/none.md'] }, alone, 'unmet'],
    ['a summary that is not written', { kind: 'summary' }, alone, 'not shown'],
  ] as const)('about %s', (_, check, all, status) => {
    expect(statusOf(check, all)).toBe(status);
  });

  test('is met by the summary that this run writes, and never without a look.', () => {
    expect(statusOf({ kind: 'summary' }, alone, 'summary.md')).toBe('met');
    expect(judge({ id: 'X', part: 'gate', text: '', checks: [], live: [] }, whole, undefined).status).toBe('not shown');
  });
});

describe('Evidence', () => {
  test('of other files is refused, with the name of each.', () => {
    const files = new Map([...proof.files, ['.github/workflows/rollback.yml', '0'], ['gone.yml', '1']]);
    expect(() => {
      refuseStale([{ ...proof, files }], projects);
    }).toThrow(/Rehearse again\. They differ in:\n {2}\S+ \.github\/workflows\/rollback\.yml\n {2}\S+ gone\.yml$/);
    expect(() => {
      refuseStale([proof], projects);
    }).not.toThrow();
    expect(() => {
      refuseStale([{ ...proof, repository: 'gone' }], projects);
    }).toThrow('gone (no longer in the fleet)');
  });

  test.each(['', '{}', '{"repositories": [{"repository": "x"}]}'])('that is %j is refused.', (text) => {
    const folder = folderWith({ 'e.json': text });
    expect(() => readEvidence(join(folder, 'e.json'), 'e.json')).toThrow(/^e\.json is no evidence of a rehearsal: /);
  });

  test('of several rehearsals counts as one, as old as the oldest: of a story that was played again, the newest.', () => {
    const other = { chapter: 'steps', title: 'Each step.', passed: true };
    const later = { ...proof, at: '2026-01-03T00:00:00.000Z', results: [{ ...STORY, passed: false }, other] };
    const elsewhere = { ...proof, repository: SITES };
    const expected = { ...proof, results: [{ ...STORY, passed: false }, other] };
    expect(together([later, elsewhere, proof])).toEqual([elsewhere, expected]);
  });
});

describe('A rehearsal that was played again', () => {
  const older = { ...proof, at: '2026-01-01T00:00:00.000Z', files: new Map([['a.yml', '0'.repeat(64)]]) };

  test('is replaced where files have changed since, and only there.', () => {
    const again = { ...proof, at: '2026-01-03T00:00:00.000Z' };
    expect(replaced([older, proof, again, { ...older, repository: SITES }])).toEqual([older]);
    expect(replaced([proof, again])).toEqual([]);
    const more = new Map([...proof.files, ['b.yml', '0'.repeat(64)]]);
    expect(replaced([proof, { ...again, files: more }])).toEqual([proof]);
  });

  test('counts where it is the newest, also when an older one is about what is emitted.', () => {
    const newest = { ...older, at: '2026-01-04T00:00:00.000Z' };
    const given = [proof, newest];
    const left = together(given.filter((each) => !replaced(given).includes(each)));
    expect(() => {
      refuseStale(left, projects);
    }).toThrow('Rehearse again.');
  });
});

describe('The report', () => {
  const report: Report = reportOf(stage, whole, { now: new Date('2026-01-02T03:04:05Z'), summary: 's.md' });
  const html = toHtml(report);

  test('as Markdown has every criterion, what only the platform can prove, and a place for each approver.', () => {
    const text = toMarkdown(report);
    for (const { id, text: says, live } of stage.criteria) {
      expect(text).toContain(`| ${id} | ${says} |`);
      for (const { command } of live) expect(text).toContain(command);
    }
    for (const role of ['DevOps Lead', 'QA Lead']) expect(text).toContain(`| ${role} | | | |`);
  });

  test('as JSON has digests, findings and pipelines.', () => {
    const { version, lines, repositories } = JSON.parse(toJson(report));
    expect([version, lines.length, repositories.length]).toEqual([1, stage.criteria.length, fleet.length]);
    expect(repositories[0].files['docs/runbooks/rollback.md']).toMatch(/^[0-9a-f]{64}$/);
  });

  test('as a page is one file below 500 KB that asks for nothing.', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(500_000);
    expect(html).not.toMatch(/<(link|img|iframe|script src)|@import|url\(/);
    expect(html).toContain("default-src 'none'");
  });

  test('as a page draws every repository, with a text for those who cannot see it.', () => {
    for (const { name } of report.repositories) expect(html).toContain(`>Pipelines of ${name}</title>`);
    expect(html.match(/<svg /g)).toHaveLength(fleet.length);
  });

  test('as a page shows all findings without the script, which alone shows the filter.', () => {
    const count = report.repositories.reduce((sum, { findings }) => sum + findings.length, 0);
    expect(html.match(/<article class="finding"/g)).toHaveLength(count);
    expect(html).not.toMatch(/<article class="finding"[^>]* hidden/);
    expect(html).toContain('<div class="filters" hidden>');
  });

  test('takes no text for markup.', () => {
    const [first] = report.repositories;
    const finding = { ...first!.findings[0]!, ...whole[1]!.ownFindings[0]!, message: '<script>alert(1)</script>"' };
    const page = toHtml({ ...report, repositories: [{ ...first!, findings: [finding] }] });
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    expect(page.match(/<script>/g)).toHaveLength(1);
  });
});
