import { uploadCoverage } from '../../src/runner/stand-ins/coverage-upload';
import { workspaceWith } from '../support/run-script';

/** What the action prints; an error where it fails the job. */
function upload(files: Record<string, string>, inputs: Record<string, string>): string {
  const lines: string[] = [];
  const call = {
    ...{ name: 'codecov/codecov-action', ref: 'v7', inputs, env: {}, workspace: workspaceWith(files) },
    ...{ print: (line: string) => lines.push(line), mask: jest.fn(), setOutput: jest.fn() },
    ...{ exportVariable: jest.fn(), addPath: jest.fn(), after: jest.fn() },
  };
  void uploadCoverage(call);
  return lines.join('\n');
}

test('The reports that would be sent are named.', () => {
  const files = { 'coverage/a.coverage.xml': '', 'coverage/orders.xml': '', 'coverage/carts.json': '{}' };
  expect(upload(files, { directory: 'coverage' })).toBe(
    'codecov/codecov-action: a.coverage.xml would be sent; nothing leaves this machine.',
  );
});

test('A job that proves who it is needs the permission for it.', () => {
  const files = { 'coverage/orders.coverage.xml': '' };
  expect(() => upload(files, { directory: 'coverage', use_oidc: 'true' })).toThrow('ACTIONS_ID_TOKEN_REQUEST_URL');
});

test('Without reports the job is warned, or fails where it asks for that.', () => {
  expect(upload({}, { directory: 'coverage' })).toMatch(/^##\[warning\]No coverage reports found/);
  expect(() => upload({}, { directory: 'coverage', fail_ci_if_error: 'true' })).toThrow('No coverage reports found');
});
