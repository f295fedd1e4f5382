/** Stand-ins for the actions of others that most workflows use. */
import type { StandIn } from '../actions';
import { ArtifactStore, downloadArtifact, uploadArtifact } from './artifacts';
import { checkout, type CheckoutSource } from './checkout';
import { underContract } from './contract';
import { uploadCoverage } from './coverage-upload';
import { headOf } from './git-repository';
import { setupNode, setupPython, setupTerraform } from './languages';

export { ArtifactStore, headOf, setupTerraform, underContract };

/** Nothing was ever saved, so nothing is restored. */
const cache: StandIn = ({ setOutput }) => {
  setOutput('cache-hit', '');
};

const saveNothing: StandIn = () => undefined;

/** By name, for one job. */
export function standInsFor(source: CheckoutSource, run: string, artifacts: ArtifactStore): Record<string, StandIn> {
  const all: Record<string, StandIn> = {
    'actions/checkout': checkout(source),
    'actions/upload-artifact': uploadArtifact(artifacts, run),
    'actions/download-artifact': downloadArtifact(artifacts, run),
    'actions/setup-python': setupPython,
    'actions/setup-node': setupNode,
    'hashicorp/setup-terraform': setupTerraform,
    'actions/cache': cache,
    'actions/cache/restore': cache,
    'actions/cache/save': saveNothing,
    'codecov/codecov-action': uploadCoverage,
  };
  return Object.fromEntries(Object.entries(all).map(([name, standIn]) => [name, underContract(standIn)]));
}
