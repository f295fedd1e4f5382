import type { Rule } from '../rule';
import { GATES } from './gates';
import { INPUTS } from './inputs';
import { JOBS } from './jobs';
import { PERMISSIONS } from './permissions';
import { USED } from './pins';
import { PROSE } from './prose';
import { STEPS } from './steps';
import { TRIGGERS } from './triggers';
import { VALUES } from './values';

/** What differences in workflows and local actions mean; the first rule that knows one tells it. */
export const WORKFLOW_RULES: readonly Rule[] = [
  ...PROSE,
  ...TRIGGERS,
  ...INPUTS,
  ...PERMISSIONS,
  ...GATES,
  ...USED,
  ...JOBS,
  ...STEPS,
  ...VALUES,
];
