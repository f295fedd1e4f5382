/** Steps that no story shows in both ways: all others were seen to pass, and to redden a run by their failure. */
import type { StepEvidence } from './evidence';

export interface StepException {
  /** Name of the step, in whichever file. */
  readonly step: string;
  /** What is not seen. */
  readonly never: 'passes' | 'reddens';
  readonly reason: string;
}

export const STEP_EXCEPTIONS: readonly StepException[] = [
  { step: 'Refuse to build for anything but dev', never: 'passes', reason: 'it is there to fail' },
  { step: 'Say who holds the lock', never: 'passes', reason: 'before a destruction it is there to fail' },
  { step: 'Upload', never: 'reddens', reason: 'it may fail: coverage is judged by another step' },
  { step: 'Warn when the upload failed', never: 'reddens', reason: 'it prints a line, and has nothing to fail by' },
];

/** Steps whose failure lets the job go on. Of any other step that is a check which nobody hears. */
export const MAY_FAIL: Readonly<Record<string, string>> = {
  Upload: 'coverage is judged by another step, and a warning tells',
  'Take the findings': 'the comment then says that tenants could not be checked',
  'Point the alias back': 'the stack that is deployed next moves the alias, too, and the verification looks at it',
};

/** Whether what is not seen of a step is known, with its reason. */
export function exceptionOf({ step, passed, reddened }: StepEvidence): StepException | undefined {
  const known = STEP_EXCEPTIONS.find((each) => each.step === step);
  if (known === undefined) return undefined;
  const missing = passed === 0 ? 'passes' : reddened === 0 ? 'reddens' : undefined;
  return known.never === missing ? known : undefined;
}
