import { parse } from 'yaml';
import { renderAction, type CompositeAction } from '../../src/github/composite-action';
import { renderWorkflow } from '../../src/github/render-workflow';
import type { CallJob, Step, StepsJob, Workflow } from '../../src/github/workflow';

const call: CallJob = {
  with: { a: 'b' },
  uses: './.github/workflows/b.yml',
  permissions: { contents: 'read' },
  name: 'Call',
};
const job: StepsJob = {
  steps: [{ '#': 'The reason.', name: 'Say', run: 'echo a\necho b\n' }],
  '#': 'Why it is there.',
  permissions: { 'id-token': 'write # assumes a role', contents: 'read' },
  'timeout-minutes': 5,
  'runs-on': 'ubuntu-24.04',
  '#environment': 'Nobody waits here.',
  environment: 'dev',
  needs: ['call'],
  name: 'Job',
};
const workflow: Workflow = {
  file: 'a.yml',
  name: 'A',
  'run-name': 'A of ${{ github.actor }}',
  about: ['What it is for.'],
  on: { push: { branches: ['main'] } },
  '#concurrency': 'One at a time.',
  concurrency: { group: 'a', 'cancel-in-progress': false },
  jobs: { call, job },
};

test('a workflow reads from above: marker, what it is for, name, trigger, rights, shell, lock, jobs', () => {
  expect(renderWorkflow(workflow, 'Marker.')).toBe(`# Marker.
# What it is for.

name: A
run-name: A of \${{ github.actor }}

on:
  push:
    branches: [ main ]

# Nothing by default; each job takes what it needs.
permissions: {}

defaults:
  run:
    shell: bash

# One at a time.
concurrency:
  group: a
  cancel-in-progress: false

jobs:
  call:
    name: Call
    permissions:
      contents: read
    uses: ./.github/workflows/b.yml
    with:
      a: b

  # Why it is there.
  job:
    name: Job
    needs: [ call ]
    runs-on: ubuntu-24.04
    # Nobody waits here.
    environment: dev
    timeout-minutes: 5
    permissions:
      id-token: write # assumes a role
      contents: read
    steps:
      # The reason.
      - name: Say
        run: |
          echo a
          echo b
`);
});

test('a workflow that only calls others has no shell to set', () => {
  const parsed: unknown = parse(renderWorkflow({ ...workflow, jobs: { call } }, 'Marker.'));
  expect(parsed).not.toHaveProperty('defaults');
});

test('why runs may overlap is said where the linter asks for it', () => {
  const overlaps = 'somebody waits';
  expect(renderWorkflow({ ...workflow, concurrency: undefined, overlaps }, 'Marker.')).toContain(
    '\non: # zizmor: ignore[concurrency-limits] somebody waits\n',
  );
});

test('a workflow is read back as the data that it was made from', () => {
  const { call: readCall, job: readJob } = { call, job };
  expect(parse(renderWorkflow(workflow, 'Marker.'))).toEqual({
    name: workflow.name,
    'run-name': workflow['run-name'],
    on: workflow.on,
    permissions: {},
    defaults: { run: { shell: 'bash' } },
    concurrency: workflow.concurrency,
    jobs: {
      call: readCall,
      job: {
        ...Object.fromEntries(Object.entries(readJob).filter(([key]) => !key.startsWith('#'))),
        permissions: { 'id-token': 'write', contents: 'read' },
        steps: [{ name: 'Say', run: 'echo a\necho b\n' }],
      },
    },
  });
});

test('a composite action has inputs, outputs and runs apart, and a shell for each command only', () => {
  const action: CompositeAction = {
    folder: 'a',
    name: 'A',
    description: 'Does a thing',
    about: ['Why.'],
    inputs: { x: { description: 'An x', required: true }, y: { description: 'Lines', default: 'a\nb\n' } },
    outputs: { z: { description: 'A z', value: '${{ steps.z.outputs.z }}' } },
    steps: [
      { name: 'Run', id: 'z', run: 'a.sh' },
      { name: 'Use', uses: './b # a reason' },
    ],
  };
  expect(renderAction(action, 'Marker.')).toBe(`# Marker.
# Why.

name: A
description: Does a thing

inputs:
  x: { description: An x, required: true }
  y:
    description: Lines
    default: |
      a
      b

outputs:
  z: { description: A z, value: "\${{ steps.z.outputs.z }}" }

runs:
  using: composite
  steps:
    - name: Run
      id: z
      shell: bash
      run: a.sh
    - name: Use
      uses: ./b # a reason
`);
});

test('the keys of a step stand in the order in which it is read, however they were written', () => {
  const step: Step = { run: 'a.sh', env: { A: '1' }, if: 'always()', id: 'a', name: 'A', '#': 'Why.' };
  const text = renderWorkflow({ ...workflow, jobs: { job: { ...job, steps: [step] } } }, 'Marker.');
  expect(text).toContain(`
      # Why.
      - name: A
        id: a
        if: always()
        env:
          A: "1"
        run: a.sh
`);
});
