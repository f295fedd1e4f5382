import { runScript, type Script } from '../github/script';
import type { Step } from '../github/workflow';
import { nameIn, type LambdaModel, type SamPackaging } from '../model/lambda';
import { deployGate, firstEnvironment, type GitHubEnvironment } from '../model/platform';

/** What the delivery workflows of a SAM repository are made from. */
export interface SamModel extends LambdaModel {
  readonly packaging: SamPackaging;
  /** Finds a script by its name. */
  readonly scripts: (name: string) => Script;
  /** The environment that versions are built for. */
  readonly first: string;
  /** The GitHub environment through which they get there. */
  readonly firstGate: GitHubEnvironment;
  /** Logical ids of the functions, separated by spaces. */
  readonly functions: string;
  /** Steps that copy the record of a deployment into a table, when the definition asks for it. */
  readonly records: (version: string, previous: string) => Step[];
}

export function samModel(model: LambdaModel, packaging: SamPackaging, scripts: SamModel['scripts']): SamModel {
  const first = firstEnvironment(model.platform).name;
  const firstGate = deployGate(model.platform, first, `deploy-${first}`);
  const functions = packaging.functions.map(({ logicalId }) => logicalId).join(' ');
  return { ...model, packaging, scripts, first, firstGate, functions, records: recordSteps(packaging, scripts) };
}

function recordSteps({ recordsTable }: SamPackaging, scripts: SamModel['scripts']): SamModel['records'] {
  if (recordsTable === undefined) return () => [];
  return (VERSION, PREVIOUS) => [
    runScript('Copy the record into DynamoDB', scripts('put-record'), {
      TABLE: nameIn(recordsTable, '${{ steps.environment.outputs.environment }}'),
      ENVIRONMENT: '${{ steps.environment.outputs.environment }}',
      ACTION: "${{ inputs.rollback == 'true' && 'rollback' || 'deploy' }}",
      VERSION,
      PREVIOUS,
      REASON: '${{ inputs.reason }}',
    }),
  ];
}
