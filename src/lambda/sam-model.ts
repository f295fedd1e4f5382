import { runScript, type Script } from '../github/script';
import type { Step } from '../github/workflow';
import type { LambdaModel, SamPackaging } from '../model/lambda';
import { firstEnvironment } from '../model/platform';

/** What the delivery workflows of a SAM repository are made from. */
export interface SamModel extends LambdaModel {
  readonly packaging: SamPackaging;
  /** Finds a script by its name. */
  readonly scripts: (name: string) => Script;
  /** The environment that versions are built for. */
  readonly first: string;
  /** Logical ids of the functions, separated by spaces. */
  readonly functions: string;
  /** Steps that copy the record of a deployment into a table, when the definition asks for it. */
  readonly records: (version: string, previous: string) => Step[];
}

export function samModel(model: LambdaModel, packaging: SamPackaging, scripts: SamModel['scripts']): SamModel {
  const first = firstEnvironment(model.platform).name;
  const functions = packaging.functions.map(({ logicalId }) => logicalId).join(' ');
  return { ...model, packaging, scripts, first, functions, records: recordSteps(packaging, scripts) };
}

function recordSteps({ recordsTable }: SamPackaging, scripts: SamModel['scripts']): SamModel['records'] {
  if (recordsTable === undefined) return () => [];
  return (VERSION, PREVIOUS) => [
    runScript('Copy the record into DynamoDB', scripts('put-record'), {
      TABLE: recordsTable.replace('{env}', '${{ steps.environment.outputs.environment }}'),
      ENVIRONMENT: '${{ steps.environment.outputs.environment }}',
      ACTION: "${{ inputs.rollback == 'true' && 'rollback' || 'deploy' }}",
      VERSION,
      PREVIOUS,
      REASON: '${{ inputs.reason }}',
    }),
  ];
}
