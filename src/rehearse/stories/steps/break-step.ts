import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { StepEvidence } from '../../evidence';

export interface BrokenFile {
  readonly content: string;
  /** Whether the step says that its failure is no failure of the job. */
  readonly goesOn: boolean;
}

const KEPT = ['name', 'id', 'if', 'continue-on-error'];

/** The file, with one step that does nothing but fail; its name, id and condition stay. */
export function breakStep(text: string, { file, job, step }: Pick<StepEvidence, 'file' | 'job' | 'step'>): BrokenFile {
  const document = parseDocument(text);
  const steps = document.getIn(job === '' ? ['runs', 'steps'] : ['jobs', job, 'steps']);
  const found = isSeq(steps) ? steps.items.find((each) => isMap(each) && each.get('name') === step) : undefined;
  if (!isMap(found)) throw new Error(`${file} has no step "${step}" in ${job || 'the action'}.`);
  for (const key of found.items.map((pair) => String(pair.key))) if (!KEPT.includes(key)) found.delete(key);
  fail(found);
  return { content: document.toString({ lineWidth: 0 }), goesOn: found.get('continue-on-error') === true };
}

function fail(step: YAMLMap): void {
  step.set('shell', 'bash');
  step.set('run', 'echo "::error::Broken by the rehearsal." && exit 1');
}
