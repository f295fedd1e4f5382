import { join } from 'node:path';
import type { CompositeAction } from '../github/composite-action';
import { readScript } from '../github/script';
import { action, own } from '../github/steps';
import type { Step } from '../github/workflow';
import type { Python } from '../model/lambda';

/** Where the local action lives; the gates' lock file and the installing script stand beside it. */
export const PYTHON_SETUP = '.github/actions/python-setup';

export const installScript = readScript(join(__dirname, 'scripts'), 'install-requirements');

/** Python, pip's cache, and the requirements of a service. */
export function pythonSetup({ version, services }: Python): CompositeAction {
  const requirements = [...new Set(services.flatMap((service) => service.requirements))];
  return {
    folder: 'python-setup',
    name: 'Set up Python',
    description: "Python with pip's cache, the gates' tools, and the requirement files that exist.",
    about: ['Works in a repository with requirement files, some of which may be absent, or with pyproject.toml only.'],
    inputs: {
      'python-version': { description: 'Version of Python', default: version },
      requirements: {
        description: 'Requirement files, one per line; each may be absent',
        default: `${requirements.join('\n')}\n`,
      },
      'working-directory': { description: 'Folder of the service', default: '.' },
    },
    outputs: {
      'python-version': {
        description: 'Exact version that was set up',
        value: '${{ steps.python.outputs.python-version }}',
      },
      'cache-hit': { description: "Whether pip's cache was found", value: '${{ steps.python.outputs.cache-hit }}' },
    },
    steps: installSteps(),
  };
}

function installSteps(): Step[] {
  return [
    action(
      'Install Python',
      'actions/setup-python',
      {
        'python-version': '${{ inputs.python-version }}',
        cache: 'pip',
        'cache-dependency-path': `${PYTHON_SETUP}/gates.txt\n\${{ inputs.working-directory }}/*requirements*.txt\n\${{ inputs.working-directory }}/pyproject.toml\n`,
      },
      { id: 'python' },
    ),
    {
      name: 'Install requirements',
      'working-directory': '${{ inputs.working-directory }}',
      env: { TOOLS: '${{ github.action_path }}/gates.txt', REQUIREMENTS: '${{ inputs.requirements }}' },
      run: '"$GITHUB_ACTION_PATH/install-requirements.sh"',
    },
  ];
}

/** The step that sets up Python for the service in a folder. */
export function setUpPython(folder: string): Step {
  const given = folder === '.' ? {} : { with: { 'working-directory': folder } };
  return { name: 'Set up Python', uses: own(PYTHON_SETUP), ...given };
}
