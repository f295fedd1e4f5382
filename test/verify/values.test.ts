/** What a value of a workflow may become, as far as its files tell: what they do not tell stays as it is written. */
import { expandVariables, inputOf, possibleTexts } from '../../src/verify/facts/values';
import { Repository } from '../../src/verify/read/repository';

const DEPLOY = `on:
  workflow_dispatch:
    inputs:
      target: { type: choice, options: [dev, sit] }
      fast: { type: boolean }
      environment: { description: "dev, sit or prod" }
      note: { description: free text }
  workflow_call:
    inputs:
      account: { type: string, default: "111111111111" }
      region: { type: string }
env:
  WIDE: "w-\${{ inputs.account }}"
  LOOP: "\${{ env.LOOP }}x"
jobs:
  a:
    runs-on: x
    strategy:
      matrix:
        stage: [dev, sit]
        box: [{ name: small }, { name: big }]
        include: [{ stage: prod }]
    env: { NEAR: job, ONLY: "\${{ env.WIDE }}" }
    steps:
      - { name: One, run: "true", env: { NEAR: step, OUTER: "\${{ env.NEAR }}" } }
`;
const CALLER = `on: push
jobs:
  first: { uses: ./.github/workflows/deploy.yml, with: { account: "222222222222" } }
  second: { uses: ./.github/workflows/deploy.yml }
`;
const repository = new Repository({ '.github/workflows/deploy.yml': DEPLOY, '.github/workflows/caller.yml': CALLER });
const workflow = repository.workflows.find(({ source }) => source.path.endsWith('deploy.yml'));
const job = workflow?.jobs.find(({ id }) => id === 'a');
const step = job?.steps[0];
const scope = { repository, job, ...(step && { step }) };

test.each([
  ['plain text', 'plain text', ['plain text']],
  ['a literal', "x-${{ 'y' }}", ['x-y']],
  ['a number', '${{ 5 }}', ['5']],
  ['options of a choice', 't-${{ inputs.target }}', ['t-dev', 't-sit']],
  ['the older form of an input', '${{ github.event.inputs.target }}', ['dev', 'sit']],
  ['a switch', '${{ inputs.fast }}', ['true', 'false']],
  ['free text whose description lists environments', '${{ inputs.environment }}', ['dev', 'sit', 'prod']],
  ['free text', '${{ inputs.note }}', ['${{ inputs.note }}']],
  ['what callers pass, and the default where they do not', '${{ inputs.account }}', ['222222222222', '111111111111']],
  ['what no caller passes', '${{ inputs.region }}', ['${{ inputs.region }}']],
  ['an input that is not there', '${{ inputs.other }}', ['${{ inputs.other }}']],
  ['a matrix with what it includes', '${{ matrix.stage }}', ['dev', 'sit', 'prod']],
  ['a field of a matrix', '${{ matrix.box.name }}', ['small', 'big']],
  ['a matrix that is not there', '${{ matrix.other }}', ['${{ matrix.other }}']],
  ['the innermost variable', '${{ env.NEAR }}', ['step']],
  ['a variable by way of another', '${{ env.OUTER }}', ['job']],
  ['a variable of the workflow', '${{ env.ONLY }}', ['w-222222222222', 'w-111111111111']],
  ['a variable that is set from itself', '${{ env.LOOP }}', ['${{ env.LOOP }}']],
  ['either of two', "${{ inputs.note || 'dev' }}", ['dev']],
  ['either of two unknown ones', '${{ inputs.note || inputs.region }}', ['${{ inputs.note || inputs.region }}']],
  ['the last of a chain of conditions', "${{ inputs.fast && 'yes' }}", ['yes']],
  ['a format', "${{ format('{0}-{1}', inputs.target, 'x') }}", ['dev-x', 'sit-x']],
  ['a format with an unknown part', "${{ format('{0}!', github.sha) }}", ['{0}!']],
  ['another function', '${{ toJSON(inputs) }}', ['${{ toJSON(inputs) }}']],
  ['two expressions', '${{ inputs.target }}/${{ matrix.box.name }}', ['dev/small', 'dev/big', 'sit/small', 'sit/big']],
  ['what is no expression', '${{ not ( one }}', ['${{ not ( one }}']],
])('Of %s.', (_, text, expected) => {
  expect(possibleTexts(text, scope)).toEqual(expected);
});

test('Outside of a job inputs and matrices tell nothing.', () => {
  const outside = { repository, job: undefined };
  expect(possibleTexts('${{ inputs.target }} ${{ matrix.stage }} ${{ env.WIDE }}', outside)).toEqual([
    '${{ inputs.target }} ${{ matrix.stage }} ${{ env.WIDE }}',
  ]);
});

test('Shell variables are replaced where they are known, and by all that they may be.', () => {
  expect(expandVariables('$NEAR-${WIDE}/$UNKNOWN', scope)).toBe('step-w-222222222222|w-111111111111/$UNKNOWN');
});

test('An input is found by its name in any case, of whichever way starts the workflow.', () => {
  expect(workflow && inputOf(workflow, 'TARGET')?.type).toBe('choice');
  expect(workflow && inputOf(workflow, 'region')?.type).toBe('string');
  expect(workflow && inputOf(workflow, 'other')).toBeUndefined();
});
