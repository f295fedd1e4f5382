import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import { renderAction } from '../github/composite-action';
import { renderScript } from '../github/script';
import type { Python } from '../model/lambda';
import { FleetFile } from '../project/fleet-file';
import type { FleetProject } from '../project/fleet-project';
import { installScript, PYTHON_SETUP, pythonSetup } from './python-setup-action';

/**
 * The local action that sets up Python for every job that runs Python code.
 *
 * Emits `.github/actions/python-setup/`: `action.yml`, its script, and the hash-locked tools of the gates.
 */
export class PythonSetupAction extends Component {
  constructor(project: FleetProject, python: Python) {
    super(project, 'PythonSetup');
    const marker = project.fileMarker;
    new FleetFile(project, `${PYTHON_SETUP}/action.yml`, () => renderAction(pythonSetup(python), marker));
    const script = (): string => renderScript(installScript, marker);
    new FleetFile(project, `${PYTHON_SETUP}/${installScript.name}.sh`, script, { executable: true });
    const lock = readFileSync(join(__dirname, 'gates.txt'), 'utf8');
    new FleetFile(project, `${PYTHON_SETUP}/gates.txt`, () => `# ${marker}\n${lock}`);
  }
}
