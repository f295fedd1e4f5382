/** Stands for codecov/codecov-action: it looks for reports as the real one does, and sends nothing. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { StandIn } from '../actions';

/** File names that Codecov looks for, of those that tools for Python write: codecov-cli 11.3.1, upload/file_finder.py. */
const REPORT = /coverage.*\.|^(cobertura|report|test_cov)\.xml$|\.lcov$|^lcov\.(dat|info)$/;

export const uploadCoverage: StandIn = ({ name, inputs, env, workspace, print }) => {
  if (inputs['use_oidc'] === 'true' && (env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '') === '')
    throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env var'); // @actions/core, oidc-utils.ts
  const folder = resolve(workspace, inputs['directory'] ?? '.');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const reports = files.filter((file) => REPORT.test(basename(file))).sort();
  if (reports.length > 0) {
    print(`${name}: ${reports.join(', ')} would be sent; nothing leaves this machine.`);
    return;
  }
  const message = 'No coverage reports found. Please make sure you generate reports.';
  if (inputs['fail_ci_if_error'] === 'true') throw new Error(message);
  print(`##[warning]${message}`);
};
