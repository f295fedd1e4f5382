/** A workflow with all that it calls, checked as a whole before anything runs. */
import { callSurface, checkCallValues, type CallSurface } from './called-inputs';
import { NotModelledError } from './failure';
import { checkCap, readPermissions, type Level, type Permissions } from './permissions';
import { child, place, plainText } from './token';
import { readWorkflow, type Job, type WorkflowFile } from './workflow-file';

/** A repository whose files can be read. */
export interface Repository {
  readonly name: string;
  /** Text of a file; undefined where there is none. */
  read(path: string): string | undefined;
}

/** Finds the files of `owner/name@ref`. */
export type FindRepository = (name: string, ref: string) => Repository | undefined;

export interface Program {
  readonly file: WorkflowFile;
  readonly repository: Repository;
  /** Called workflows by the id of the job that calls. */
  readonly calls: ReadonlyMap<string, Program & { readonly surface: CallSurface }>;
}

/** GitHub allows a caller and nine levels below it, and 50 called files (page "Reuse workflows"). */
const LEVELS = 9;
const CALLED_FILES = 50;

interface Place {
  readonly repository: Repository;
  readonly allowed: Permissions | undefined;
  readonly depth: number;
}

/** Reads a workflow and what it calls; `errors` is filled where GitHub would refuse it. */
export class ProgramLoader {
  readonly errors: string[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly find: FindRepository,
    private readonly policy: Level,
  ) {}

  async load(repository: Repository, path: string): Promise<Program | undefined> {
    return this.read(path, { repository, allowed: undefined, depth: 0 });
  }

  private async read(path: string, place: Place): Promise<Program | undefined> {
    const content = place.repository.read(path);
    if (content === undefined) {
      this.errors.push(`${place.repository.name} has no file ${path}.`);
      return undefined;
    }
    const loaded = await readWorkflow(path, content);
    if ('errors' in loaded) {
      this.errors.push(...loaded.errors);
      return undefined;
    }
    return this.complete(loaded.file, place);
  }

  private async complete(file: WorkflowFile, place: Place): Promise<Program> {
    const calls = new Map<string, Program & { surface: CallSurface }>();
    const { repository } = place;
    for (const job of file.jobs) {
      const called = await this.call(file, job, place);
      if (called !== undefined) calls.set(job.id, called);
    }
    return { file, repository, calls };
  }

  private async call(
    file: WorkflowFile,
    job: Job,
    at: Place,
  ): Promise<(Program & { surface: CallSurface }) | undefined> {
    const uses = child(job.token, 'uses');
    const reference = plainText(uses);
    if (reference === undefined) return undefined;
    const where = `${file.path} ${place(uses)}`;
    this.seen.add(reference);
    if (at.depth + 1 > LEVELS || this.seen.size > CALLED_FILES) {
      this.errors.push(
        `${where}Nested reusable workflow depth exceeded ${LEVELS}, or more than ${CALLED_FILES} files.`,
      );
      return undefined;
    }
    const allowed =
      readPermissions(child(job.token, 'permissions')) ??
      readPermissions(child(file.token, 'permissions')) ??
      at.allowed;
    const [repository, path] = this.locate(reference, at.repository);
    const called = await this.read(path, { repository, allowed, depth: at.depth + 1 });
    const surface = called && callSurface(called.file.token, 'workflow_call' in called.file.events);
    if (called === undefined) return undefined;
    if (surface === undefined) {
      this.errors.push(`${where}workflow_call key is not defined in the referenced workflow ${path}.`);
      return undefined;
    }
    const found = [...checkCallValues(job.token, surface), ...this.checkPermissions(job, called.file, allowed)];
    this.errors.push(...found.map((problem) => `${file.path} ${problem}`));
    return { ...called, surface };
  }

  private locate(reference: string, from: Repository): [Repository, string] {
    if (/^[.$]\//.test(reference)) return [from, reference.slice(2)];
    const [path = '', ref = ''] = reference.split('@');
    const [owner = '', name = '', ...rest] = path.split('/');
    const repository = this.find(`${owner}/${name}`, ref);
    if (repository === undefined)
      throw new NotModelledError(`workflow ${reference}: give the folder of ${owner}/${name}@${ref} in "actions"`);
    return [repository, rest.join('/')];
  }

  /** The workflow as a whole, and each of its jobs, may not ask for more than the caller allows. */
  private checkPermissions({ token }: Job, called: WorkflowFile, allowed: Permissions | undefined): string[] {
    const ask = (who: string, requested: Permissions | undefined): string[] =>
      checkCap(token, { who, requested }, allowed, this.policy);
    return [
      ...ask('The workflow', readPermissions(child(called.token, 'permissions'))),
      ...called.jobs.flatMap((job) =>
        ask(`The nested job '${job.id}'`, readPermissions(child(job.token, 'permissions'))),
      ),
    ];
  }
}
