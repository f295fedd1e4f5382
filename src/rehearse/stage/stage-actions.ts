/** Stand-ins for actions that a stage plays otherwise than any run does: its tools are locked, and its cloud is near. */
import type { StandIn } from '../../runner/actions';
import { setupTerraform, underContract } from '../../runner/stand-ins';
import { configureCredentials } from '../identity/configure-credentials';
import { setUpIn } from './programs';

export interface StagePrograms {
  /** Folder of the programs that come first on the path. */
  readonly programs: string;
  /** Where programs of the machine are found. */
  readonly path: string;
}

/** By name. */
export function stageActions({ programs, path }: StagePrograms): Readonly<Record<string, StandIn>> {
  const all: Record<string, StandIn> = {
    'actions/setup-python': lockedPython(programs),
    'hashicorp/setup-terraform': machineTerraform(programs, path),
    'aws-actions/configure-aws-credentials': assumeRole,
  };
  return Object.fromEntries(Object.entries(all).map(([name, standIn]) => [name, underContract(standIn)]));
}

/** Any version: the locked tools bring a Python, and what repositories need is installed there. */
const lockedPython =
  (programs: string): StandIn =>
  ({ inputs, addPath, exportVariable, setOutput }) => {
    addPath(programs);
    // The package index is out of reach: what is not installed fails, and what is counts.
    exportVariable('PIP_NO_INDEX', '1');
    setOutput('python-version', inputs['python-version'] ?? '');
    setOutput('cache-hit', 'false');
  };

/** The one of the machine, which is found by jobs that have set it up and by no other. */
const machineTerraform =
  (programs: string, path: string): StandIn =>
  (call) => {
    const addPath = (): void => {
      call.addPath(setUpIn(programs));
    };
    return setupTerraform({ ...call, env: { ...call.env, PATH: path }, addPath });
  };

const assumeRole: StandIn = async ({ env, inputs, exportVariable, mask }) => {
  const region = inputs['aws-region'] ?? '';
  const role = inputs['role-to-assume'] ?? '';
  const given = await configureCredentials(env, { ...inputs, 'aws-region': region, 'role-to-assume': role });
  for (const [name, value] of Object.entries(given)) {
    if (!name.endsWith('REGION')) mask(value);
    exportVariable(name, value);
  }
};
