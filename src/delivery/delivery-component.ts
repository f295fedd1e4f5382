import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import { renderAction, type CompositeAction } from '../github/composite-action';
import { renderWorkflow } from '../github/render-workflow';
import { calledScripts, readScript, renderScript, SCRIPTS, type Script } from '../github/script';
import type { Workflow } from '../github/workflow';
import { FleetFile } from '../project/fleet-file';
import type { FleetProject } from '../project/fleet-project';
import type { Page } from './runbook';

/** Scripts that every kind of repository may run. */
const SHARED = join(__dirname, 'scripts');

/**
 * The delivery of a repository, whatever it delivers: workflows, local actions, and the scripts that they turn out to
 * run, each once.
 *
 * Emits `.github/workflows/*.yml`, `.github/actions/<name>/action.yml` and `.github/scripts/*.sh`.
 */
export abstract class DeliveryComponent extends Component {
  private readonly scripts = new Map<string, Script>();

  /** `folders` hold the scripts of this kind of repository. */
  protected constructor(
    protected readonly repository: FleetProject,
    id: string,
    private readonly folders: readonly string[],
  ) {
    super(repository, id);
  }

  /** Finds a script by its name, and notes it and those that it calls for writing. */
  protected find(name: string): Script {
    const folder = [...this.folders, SHARED].find((each) => existsSync(join(each, `${name}.sh`)));
    if (folder === undefined) throw new Error(`There is no script ${name}.sh in ${this.folders.join(', ')}.`);
    return this.use(readScript(folder, name));
  }

  /** Notes a script, and those that it calls, for writing. */
  protected use(script: Script): Script {
    if (this.scripts.has(script.name)) return script;
    this.scripts.set(script.name, script);
    for (const called of calledScripts(script)) this.find(called);
    return script;
  }

  /** Writes these, and all scripts that were found on the way to them. Call it last. */
  protected emit(workflows: readonly Workflow[], actions: readonly CompositeAction[]): void {
    const { fileMarker: marker } = this.repository;
    for (const workflow of workflows)
      this.addFile(`.github/workflows/${workflow.file}`, () => renderWorkflow(workflow, marker));
    for (const composite of actions)
      this.addFile(`.github/actions/${composite.folder}/action.yml`, () => renderAction(composite, marker));
    for (const script of this.scripts.values()) {
      const text = (): string => renderScript(script, marker);
      new FleetFile(this.repository, `${SCRIPTS}/${script.name}.sh`, text, { executable: true });
    }
  }

  protected addPage({ path, lines }: Page): void {
    this.addFile(path, () => `<!-- ${this.repository.fileMarker} -->\n\n${lines.join('\n').trimEnd()}\n`);
  }

  protected addFile(path: string, text: () => string): void {
    new FleetFile(this.repository, path, text);
  }
}
