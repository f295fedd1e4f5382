import { FleetFile } from '../project/fleet-file';
import type { FleetProject } from '../project/fleet-project';
import { renderYaml } from './render-yaml';

/** A bot that bumps versions by pull requests. */
export type Bot = 'dependabot' | 'renovate';

/**
 * Settings by which a bot leaves managed files alone: a pin that it moves there would be refused as a hand edit; pins
 * move by a new version of the definitions.
 *
 * Emits `.github/dependabot.yml` or `renovate.json`, if missing.
 */
export class BotSettings extends FleetFile {
  constructor(project: FleetProject, bot: Bot, requirements: readonly string[]) {
    const paths = (): string[] => managedPaths(project);
    const text = { dependabot: () => dependabot(paths(), requirements), renovate: () => renovate(paths()) }[bot];
    super(project, bot === 'dependabot' ? '.github/dependabot.yml' : 'renovate.json', text, {
      ownership: 'if-missing',
    });
  }
}

/** Managed workflows by name, since people's own lie beside them; local actions as a whole. */
function managedPaths(project: FleetProject): string[] {
  const files = project.files.filter((file) => file instanceof FleetFile && file.ownership === 'managed');
  const paths = files.map(({ path }) => path);
  const actions = paths.flatMap((path) => /^\.github\/actions\/[^/]+\//.exec(path)?.[0] ?? []);
  const workflows = paths.filter((path) => path.startsWith('.github/workflows/'));
  return [...new Set([...workflows, ...actions.map((folder) => `${folder}**`)])].sort();
}

function dependabot(paths: readonly string[], folders: readonly string[]): string {
  // A week lets a bad release be found by others first.
  const regular = { schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 } };
  const actions = { 'package-ecosystem': 'github-actions', directory: '/', ...regular, 'exclude-paths': paths };
  const python = folders.map((folder) => ({ 'package-ecosystem': 'pip', directory: folder, ...regular }));
  const header = ['Written once by projen-fleet; yours from now on. Keep "exclude-paths": those files are generated.'];
  return renderYaml({ version: 2, updates: [actions, ...python] }, header);
}

function renovate(paths: readonly string[]): string {
  const settings = { $schema: 'https://docs.renovatebot.com/renovate-schema.json', extends: ['config:recommended'] };
  return `${JSON.stringify({ ...settings, minimumReleaseAge: '7 days', ignorePaths: paths }, undefined, 2)}\n`;
}
