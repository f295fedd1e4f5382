/** Whether the workflows that a definition names are there, and start when they should. */
import { posix } from 'node:path';
import type { RenderedFile } from '../../model/rendered-file';
import type { Workflow } from '../../verify/read/model';
import { Repository } from '../../verify/read/repository';
import { runsOf } from '../pipelines/triggers';
import { absent, present, unclear, type Checkout, type Expectation, type Judged } from './expectation';

const FOLDER = '.github/workflows/';

/** One line per workflow: those that are emitted, with their triggers and inputs, and those that people keep. */
export function expectedWorkflows({ repository, facts }: Checkout, emitted: readonly RenderedFile[]): Expectation[] {
  const texts = Object.fromEntries(emitted.map(({ path, content }) => [path, content]));
  const rendered = new Repository(texts).workflows.map((workflow) => {
    return { file: fileOf(workflow), judged: judge(found(repository, fileOf(workflow)), workflow) };
  });
  const own = facts.ownWorkflows.map((file) => ({ file, judged: judge(found(repository, file), undefined) }));
  return [...rendered, ...own].map(({ file, judged }) => ({ about: 'workflows', what: `workflow ${file}`, ...judged }));
}

function judge(workflow: Workflow | undefined, wanted: Workflow | undefined): Judged {
  if (workflow === undefined) {
    return absent(
      wanted === undefined
        ? 'It is not there, though the definition says that people keep it. Restore it, or take it out of "ownWorkflows".'
        : 'It is not there. Run "npx projen" and commit what it writes.',
    );
  }
  const runs = startsOf(workflow);
  if (wanted === undefined) {
    return runs.length > 0 ? present(`It starts: ${runs.join('; ')}.`) : absent('Nothing starts it. Write "on:".');
  }
  const [missing, more] = [without(startsOf(wanted), runs), without(runs, startsOf(wanted))];
  if (missing.length + more.length === 0) return present(`It starts: ${runs.join('; ')}.`);
  const said = [
    ...(missing.length > 0 ? [`it should start: ${missing.join('; ')}`] : []),
    ...(more.length > 0 ? [`it also starts: ${more.join('; ')}`] : []),
  ];
  return absent(`Its triggers are others: ${said.join(', and ')}. Run "npx projen" to see what people changed.`);
}

/** When it runs, and what may be given. */
function startsOf(workflow: Workflow): string[] {
  const inputs = workflow.dispatchInputs.map(({ name }) => `with "${name}"`);
  return [...runsOf(workflow, []), ...inputs];
}

function without(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((each) => !others.includes(each));
}

function found(repository: Repository, file: string): Workflow | undefined {
  return repository.workflows.find(({ source }) => source.path === `${FOLDER}${file}`);
}

function fileOf({ source }: Workflow): string {
  return posix.basename(source.path);
}

/** Workflows that nobody expects: a definition should name what people keep. */
export function unexpectedWorkflows({ repository, facts }: Checkout, emitted: readonly RenderedFile[]): Expectation[] {
  const known = [...facts.ownWorkflows.map((file) => `${FOLDER}${file}`), ...emitted.map(({ path }) => path)];
  return repository.workflows
    .filter(({ source }) => !known.includes(source.path))
    .map((workflow) => ({
      about: 'workflows',
      what: `workflow ${fileOf(workflow)}`,
      ...unclear('The definition does not name it. Add it to "ownWorkflows" when people keep it, or remove it.'),
    }));
}
