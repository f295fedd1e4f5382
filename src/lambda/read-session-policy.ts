/** What a job that only looks may do: read the stack, its functions and their metrics. */
export const READ_ACTIONS = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'cloudwatch:GetMetricStatistics',
  'lambda:GetAlias',
  'lambda:GetFunctionConfiguration',
  'lambda:ListAliases',
  'lambda:ListVersionsByFunction',
] as const;

/** Session policy that holds a deploy role down to reading. Source: service authorization reference of AWS. */
export function readSessionPolicy(): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [...READ_ACTIONS], Resource: '*' }] };
}
