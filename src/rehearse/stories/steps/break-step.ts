import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';
import type { StepEvidence } from '../../evidence';
import { expectEqual, expectStep } from '../../expectations';
import { replaceGenerated } from '../../stage/replace-generated';
import type { RepositoryStage } from '../../stage/repository-stage';
import type { RunEnd } from '../../stage/running';

/** A step of a workflow, or of an action, whose job is empty. */
export type Place = Pick<StepEvidence, 'file' | 'job' | 'step'>;

const KEPT = ['name', 'id', 'if', 'continue-on-error'];

/** Lets one step do nothing but fail, as the repository has it now; its name, id and condition stay. */
export function breakStep(stage: RepositoryStage, place: Place): void {
  replaceGenerated(stage, place.file, broken(stage.parts.workspace.read(place.file), place));
}

/** The broken step failed, and its run is red: but for one that says, as it is emitted, that it may fail. */
export function expectBroken(stage: RepositoryStage, end: RunEnd, place: Place): void {
  expectStep(end, place.step, 'failure');
  const told = `A run in which step "${place.step}" of ${place.job || place.file} fails`;
  expectEqual(end.conclusion, mayFail(stage, place) ? 'success' : 'failure', told);
}

/** Whether a step, as it is emitted, says that its failure is no failure of the job. */
export function mayFail(stage: RepositoryStage, place: Place): boolean {
  const emitted = stage.parts.project.renderFiles().find(({ path }) => path === place.file)?.content ?? '';
  return find(parseDocument(emitted), place).get('continue-on-error') === true;
}

/** The text of a file with that step broken. */
function broken(text: string, place: Place): string {
  const document = parseDocument(text);
  const step = find(document, place);
  for (const key of step.items.map((pair) => String(pair.key))) if (!KEPT.includes(key)) step.delete(key);
  step.set('shell', 'bash');
  step.set('run', 'echo "::error::Broken by the rehearsal." && exit 1');
  return document.toString({ lineWidth: 0 });
}

function find(document: Document, { file, job, step }: Place): YAMLMap {
  const steps = document.getIn(job === '' ? ['runs', 'steps'] : ['jobs', job, 'steps']);
  const found = isSeq(steps) ? steps.items.find((each) => isMap(each) && each.get('name') === step) : undefined;
  if (!isMap(found)) throw new Error(`${file} has no step "${step}" in ${job || 'the action'}.`);
  return found;
}
