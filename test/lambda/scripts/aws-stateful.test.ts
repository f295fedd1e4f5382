import { awsThat, type Answer } from '../../support/fake-aws';
import { runScript, type Outcome } from '../../support/run-script';

const template = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Gone:
    Type: String
Resources:
  Main:
    Type: AWS::Serverless::Function
    Properties:
      Old: {}
  Kept:
    Type: AWS::DynamoDB::Table
Outputs:
  Exported:
    Value: x
`;

function check(list: Answer): Promise<Outcome> {
  const programs = { aws: awsThat({ 'cloudformation list-stack-resources --stack-name shop': list }) };
  return runScript('check-stateful', {
    files: { 'artifact/template.yaml': template },
    env: { STACK: 'shop', ARTIFACT: 'artifact' },
    programs,
  });
}

function stack(resources: Record<string, string>, ResourceStatus = 'UPDATE_COMPLETE'): Answer {
  const summaries = Object.entries(resources).map(([LogicalResourceId, ResourceType]) => ({
    LogicalResourceId,
    ResourceType,
    ResourceStatus,
  }));
  return { StackResourceSummaries: summaries };
}

test('Where nothing that holds data would go, a rollback may go on.', async () => {
  const { code } = await check(
    stack({ Main: 'AWS::Lambda::Function', Kept: 'AWS::DynamoDB::Table', Rule: 'AWS::Events::Rule' }),
  );
  expect(code).toBe(0);
});

test.each([
  ['AWS::DynamoDB::Table'],
  ['AWS::DynamoDB::GlobalTable'],
  ['AWS::S3::Bucket'],
  ['AWS::SQS::Queue'],
  ['AWS::RDS::DBInstance'],
  ['AWS::EFS::FileSystem'],
  ['AWS::Kinesis::Stream'],
  ['AWS::Cognito::UserPool'],
  ['AWS::SecretsManager::Secret'],
  ['AWS::KMS::Key'],
])('A rollback that would drop a resource of type %s is refused, and it is named.', async (type) => {
  const { code, output } = await check(stack({ Kept: 'AWS::DynamoDB::Table', Added: type }));
  expect(code).toBe(1);
  expect(output).toContain(`would delete Added (${type})`);
  expect(output).not.toContain('Kept (');
});

test('Every resource that would be lost is named, also one whose name the template uses for something else.', async () => {
  const lost = {
    Added: 'AWS::S3::Bucket',
    Old: 'AWS::SQS::Queue',
    Gone: 'AWS::S3::Bucket',
    Exported: 'AWS::S3::Bucket',
  };
  const { code, output } = await check(stack(lost));
  expect(code).toBe(1);
  for (const name of Object.keys(lost)) expect(output).toContain(`would delete ${name} (`);
});

test.each([
  'AWS::SQS::QueuePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::SecretTargetAttachment',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::Cognito::UserPoolClient',
  'AWS::KMS::Alias',
  'AWS::IAM::Policy',
])('A resource of type %s holds no data.', async (type) => {
  expect((await check(stack({ Added: type }))).code).toBe(0);
});

test('What the stack has let go of already cannot be lost.', async () => {
  expect((await check(stack({ Added: 'AWS::S3::Bucket' }, 'DELETE_SKIPPED'))).code).toBe(0);
});

test.each<[string, Answer]>([
  ['cannot be listed', { error: 'An error occurred (AccessDenied)' }],
  ['are listed in a form that nobody knows', 'no JSON'],
])('Where the resources %s, the rollback is refused, and it is said why.', async (_, answer) => {
  const { code, output } = await check(answer);
  expect(code).toBe(1);
  expect(output).toMatch(/::error::The resources of shop could not be listed: \S.+ Nothing was done/);
});
