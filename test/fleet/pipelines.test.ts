import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleet } from '../../repos';
import { filesFor, ownFiles } from '../../src/fleet/pipelines/checkout';
import { NO_CHECKOUT, withReadme } from '../../src/fleet/pipelines/readme';
import { dispatchCommand, shellWord } from '../../src/github/dispatch-command';
import { Repository } from '../../src/verify/read/repository';
import { faultsOf, readDispatch, shellLines } from '../support/dispatch-line';

const EVENTS = '2_bbws_tenants_event_handler';
const INSTANCES = '2_bbws_tenants_instances_lambda';
const TENANTS = '2_bbws_tenants_instances_dev';
const SITES = '2_bbws_wordpress_site_management_lambda';
const TARGETS = join(__dirname, '../targets');

const projects = new Map(
  fleet.map((Definition) => {
    const { name } = new Definition({ outdir: '.' });
    return [name, new Definition({ outdir: join(TARGETS, name) })];
  }),
);

const told = new Map<string, string>();

/** The section as `apply` writes it into a checkout, made once for each. */
function sectionOf(name: string, root = join(TARGETS, name)): string {
  const known = told.get(root) ?? makeSection(name, root);
  told.set(root, known);
  return known;
}

function makeSection(name: string, root: string): string {
  const files = filesFor(projects.get(name)!, root);
  return files.find(({ ownership }) => ownership === 'section')?.content ?? '';
}

/** Emitted and own workflows together. */
function repositoryOf(name: string): Repository {
  const project = projects.get(name)!;
  const emitted = project.renderFiles().map(({ path, content }): [string, string] => [path, content]);
  const own = ownFiles(join(TARGETS, name), project.model.ownWorkflows).files;
  return new Repository({ ...own, ...Object.fromEntries(emitted) }, [], name, true);
}

describe.each([...projects.keys()])('The section of %s', (name) => {
  const section = sectionOf(name);
  const { workflows } = repositoryOf(name);

  test('is the one that is checked in, and comes out the same again.', () => {
    expect(section).toBe(readFileSync(join(__dirname, 'pipelines', `${name}.md`), 'utf8'));
    expect(makeSection(name, join(TARGETS, name))).toBe(section);
  });

  test('has a row for every workflow, and a badge for each that runs by itself.', () => {
    expect(workflows.length).toBeGreaterThan(1);
    for (const { source, triggers } of workflows) {
      const file = source.path.replace('.github/workflows/', '');
      expect(section).toContain(`| [`);
      expect(section).toContain(`<br>\`${file}\``);
      const badge = `/actions/workflows/${file}/badge.svg?branch=main`;
      expect(section.includes(badge)).toBe(triggers.some(({ key }) => key !== 'workflow_call'));
    }
  });

  test('has only lines that GitHub would take, for this repository and branch.', () => {
    const lines = shellLines(section).map(readDispatch);
    expect(lines.length).toBeGreaterThan(0);
    const repository = repositoryOf(name);
    for (const line of lines) {
      expect(line.repository).toBe(`BigBeardWebSolutions/${name}`);
      expect({ line, faults: faultsOf(line, repository) }).toEqual({ line, faults: [] });
    }
  });

  test('has a line for every workflow that people can start and that changes an environment, or looks at tenants.', () => {
    const started = new Set(shellLines(section).map((line) => readDispatch(line).workflow));
    const rows = [...section.matchAll(/^\| .*<br>`([\w-]+\.yml)`.*\| ([^|]*) \|$/gm)];
    const changing = rows.filter(
      ([row, , changes]) => /by hand/.test(row) && /DEV|SIT|PROD|form|no tenant/.test(changes ?? ''),
    );
    expect([...started].sort()).toEqual(changing.map(([, file]) => file).sort());
  });

  test('draws nodes that are all declared, and every environment that is changed.', () => {
    const diagram = /```mermaid\nflowchart LR\n([^]*?)```/.exec(section)?.[1] ?? '';
    const nodes = [...diagram.matchAll(/^ {2}(\w+)[[(]+"[^"`<>]+"[\])]+$/gm)].map(([, id]) => id);
    const edges = [...diagram.matchAll(/^ {2}(\w+) (?:-->|==>|-\.->)(?:\|[\w ]+\|)? (\w+)$/gm)];
    expect(nodes.length + edges.length).toBe(diagram.trim().split('\n').length);
    for (const [, from, to] of edges) expect(nodes).toEqual(expect.arrayContaining([from, to]));
    const changed = ['DEV', 'SIT', 'PROD'].filter((each) => section.includes(`${each}: `));
    expect(nodes).toEqual(expect.arrayContaining(changed.map((each) => `e_${each.toLowerCase()}`)));
  });
});

describe('Approvals', () => {
  test.each([
    [
      EVENTS,
      'promote-to-prod.yml',
      'PROD: 2 different people, tech-lead in `prod-approval`, then operations-lead in `prod`, then 10 min; never who started it',
    ],
    [EVENTS, 'rollback.yml', 'PROD: 1 person, tech-lead or operations-lead in `prod-rollback`'],
    [EVENTS, 'deploy-dev.yml', 'DEV: nobody'],
    [
      INSTANCES,
      'promote-to-sit.yml',
      '`sit`: dev-lead, where GitHub is set up as the platform table says<br>**not binding: D06, line 106**',
    ],
    [INSTANCES, 'deploy.yml', '**not binding: D06, line 68**'],
    [SITES, 'deploy-sit.yml', '**not binding: D06, line 113**'],
  ])('of %s %s: %s', (name, file, text) => {
    const row = sectionOf(name)
      .split('\n')
      .find((line) => line.includes(`<br>\`${file}\``));
    expect(row).toContain(text);
  });
});

describe('What a definition cannot know', () => {
  test('Without a checkout the section names the workflows that it does not tell.', () => {
    const content = withReadme(projects.get(SITES)!, NO_CHECKOUT).find(({ path }) => path === 'README.md')?.content;
    expect(content).toContain(
      'Not told here, since the files were not at hand when this was written: `deploy-dev.yml`, ',
    );
    expect(content).not.toContain('deploy-sit.yml/badge.svg');
  });

  test('Without a rollback workflow the section says so, and gives the lines that deploy the version before.', () => {
    expect(sectionOf(SITES)).toMatch(/### Roll back\n\n\*\*There is no rollback workflow\.\*\*/);
    const lines = shellLines(sectionOf(SITES).split('### Roll back')[1] ?? '').map(readDispatch);
    expect(lines.map(({ workflow, inputs }) => [workflow, inputs])).toEqual([
      ['deploy-sit.yml', { artifact_version: 'VERSION_BEFORE', approve_deployment: 'true' }],
      ['deploy-prod.yml', { artifact_version: 'VERSION_BEFORE', approve_deployment: 'true' }],
    ]);
    expect(sectionOf(INSTANCES)).not.toContain('There is no rollback workflow');
  });

  test('What destroys tenants stands apart, is no way to deploy or to go back, and what only looks changes no tenant.', () => {
    const section = sectionOf(TENANTS);
    const part = (title: string): string =>
      new RegExp(`\\n### ${title}\\n([^]*?)(?=\\n### |$)`).exec(section)?.[1] ?? '';
    for (const title of ['Deploy', 'Promote', 'Roll back']) expect(part(title)).not.toContain('destroy-tenant.yml');
    const lines = shellLines(part('Destroy')).map((line) => readDispatch(line).inputs['confirmation']);
    expect(lines).toEqual(['destroy tenant TENANT in dev', 'destroy tenant TENANT in sit']);
    expect(section).toMatch(/`destroy-tenant\.yml` .*<br>SIT: \*\*destroys\*\*/);
    expect(section).toContain('==>|destroys after approval| e_sit');
    for (const file of ['drift-detection', 'validate-tenant-config'])
      expect(section).toMatch(new RegExp(`\`${file}\\.yml\` \\|.* \\| nobody \\| no tenant: `));
    expect(part('Roll back')).not.toContain('digest');
  });

  test('A defect limits the workflow that has it: mending the line takes it out of the section.', () => {
    const root = join(mkdtempSync(join(tmpdir(), 'sections-')), SITES);
    cpSync(join(TARGETS, SITES), root, { recursive: true });
    const file = join(root, '.github/workflows/deploy-sit.yml');
    const mended = readFileSync(file, 'utf8').replace('needs: [validate, plan]', 'needs: [validate, plan, approve]');
    writeFileSync(file, mended);
    expect(sectionOf(SITES)).toContain('D06 (line 113)');
    expect(sectionOf(SITES, root)).not.toContain('D06 (line 113)');
    rmSync(root, { recursive: true });
  });

  test('A workflow that the definition does not name is not told.', () => {
    const root = join(mkdtempSync(join(tmpdir(), 'sections-')), SITES);
    cpSync(join(TARGETS, SITES), root, { recursive: true });
    writeFileSync(join(root, '.github/workflows/stray.yml'), 'on: push\njobs: {}\n');
    expect(sectionOf(SITES, root)).toBe(sectionOf(SITES));
    rmSync(root, { recursive: true });
  });
});

describe('The line that starts a workflow', () => {
  test.each([
    ['plain', 'plain'],
    ['name=value', 'name=value'],
    ['reason=it broke', "reason='it broke'"],
    ["reason=it's $HOME", "reason='it'\\''s $HOME'"],
    ['', "''"],
  ])('writes %j as the word %s.', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  test('is read back as it was meant.', () => {
    const inputs = { environment: 'prod', reason: `it's "broken" & $bad` };
    const line = dispatchCommand({ repository: 'o/r', workflow: 'rollback.yml', inputs });
    expect(readDispatch(line)).toEqual({ workflow: 'rollback.yml', repository: 'o/r', ref: 'main', inputs });
  });
});
