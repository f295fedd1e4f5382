import { PINS } from '../../src/github/pins';
import { allProjects } from './definitions';
import {
  fields,
  inputsOf,
  list,
  readRepository,
  scriptsOf,
  text,
  type Document,
  type Repository,
  type Step,
} from './read';

const repositories = allProjects().map(readRepository);

/** What is wrong in any document of any repository. */
function inDocuments(find: (document: Document, repository: Repository) => string[]): string[] {
  return repositories.flatMap((repository) =>
    [...repository.workflows, ...repository.actions].flatMap((document) =>
      find(document, repository).map((wrong) => `${document.at}: ${wrong}`),
    ),
  );
}

/** The steps that see each other: those of a job, or of an action. */
function scopes(document: Document): { readonly steps: readonly Step[]; readonly body: string }[] {
  if (document.jobs.length === 0) return [{ steps: document.steps, body: JSON.stringify(document.data) }];
  return document.jobs.map(({ steps, data }) => ({ steps, body: JSON.stringify(data) }));
}

function mentions(body: string, pattern: RegExp): string[][] {
  return [...body.matchAll(pattern)].map((match) => match.map((group) => group));
}

/** The outputs that a step can have; undefined where its pin has not been read. */
function hasOutput({ uses, run, data }: Step, output: string, repository: Repository): boolean {
  const action = repository.actions.find(({ file }) => uses === `./${file}`);
  if (action !== undefined) return output in fields(action.data.outputs);
  if (uses !== '') return PINS.some(({ action: name }) => uses.startsWith(`${name}@`));
  // A request is read field by field, as its step names them.
  if (run.endsWith('/read-request.sh'))
    return text(fields(data.env).FIELDS)
      .split(';')
      .some((row) => row.startsWith(`${output} `));
  const scripts = [...scriptsOf(repository, [run])].map((name) => repository.scripts.get(name) ?? '');
  // Said in the header, or, in scripts that are made, written out as name=value.
  return scripts.some((script) => new RegExp(`^# out:.*[ ,]${output}\\b|(^|[^\\w-])${output}=`, 'm').test(script));
}

test('give steps ids that are unique in their job, and outputs that exist', () => {
  const wrong = inDocuments((document, repository) =>
    scopes(document).flatMap(({ steps, body }) => {
      const ids = steps.map(({ id }) => id).filter((id) => id !== '');
      const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `id ${id} twice`);
      const lost = mentions(body, /\bsteps\.([\w-]+)\.(outputs\.([\w-]+)|outcome|conclusion)/g).filter(
        ([, id, , output]) => {
          const step = steps.find((each) => each.id === id);
          return step === undefined || (output !== undefined && !hasOutput(step, output, repository));
        },
      );
      return [...twice, ...lost.map(([mention]) => mention ?? '')];
    }),
  );
  expect(wrong).toEqual([]);
});

test('use a step only after it has run', () => {
  const wrong = inDocuments((document) =>
    scopes(document).flatMap(({ steps }) =>
      steps.flatMap((step, i) =>
        mentions(JSON.stringify(step.data), /\bsteps\.([\w-]+)\./g)
          .filter(([, id]) => !steps.slice(0, i).some((earlier) => earlier.id === id))
          .map(([mention]) => `${step.at} ${mention ?? ''}`),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

test('need every job whose outputs or result are read, and give it those outputs', () => {
  const wrong = inDocuments((document, repository) =>
    document.jobs.flatMap((job) => {
      const needs = list(job.data.needs).map(text);
      const unknown = needs.filter((id) => !document.jobs.some((other) => other.id === id));
      const lost = mentions(JSON.stringify(job.data), /\bneeds\.([\w-]+)\.(?:outputs\.([\w-]+)|result)/g).filter(
        ([, id = '', output]) => {
          const needed = document.jobs.find((other) => other.id === id);
          const called = repository.workflows.find(({ file }) => file === needed?.calls);
          const outputs =
            called === undefined ? needed?.data.outputs : fields(fields(called.data.on).workflow_call).outputs;
          return !needs.includes(id) || (output !== undefined && !(output in fields(outputs)));
        },
      );
      return [...unknown, ...lost.map(([mention]) => `${job.id}: ${mention ?? ''}`)];
    }),
  );
  expect(wrong).toEqual([]);
});

test('read only inputs that are declared, and only matrix columns that exist', () => {
  const wrong = inDocuments((document) => {
    const declared = inputsOf(document).map(([name]) => name);
    const body = JSON.stringify(document.data);
    const inputs = mentions(body, /(?<![\w-])inputs\.([\w-]+)/g).filter(([, name = '']) => !declared.includes(name));
    const columns = document.jobs.flatMap(({ data }) => {
      const { include } = fields(fields(data.strategy).matrix);
      // A script computes those of drift-detection.yml; what it gives is what its own test asks for.
      const computed = include === '${{ fromJSON(needs.choose.outputs.shards) }}';
      const written = list(include).map((row) => Object.keys(fields(row)));
      const rows = computed ? [['environment', 'number', 'tenants']] : written;
      return mentions(JSON.stringify(data), /\bmatrix\.([\w-]+)/g).filter(
        ([, column = '']) => rows.length === 0 || rows.some((row) => !row.includes(column)),
      );
    });
    return [...inputs, ...columns].map(([mention]) => mention ?? '');
  });
  expect(wrong).toEqual([]);
});

/** What is wrong with what a caller gives. Inside a workflow an expression may have any type. */
function mismatch(given: Record<string, unknown>, callee: Document | undefined, isAction: boolean): string[] {
  if (callee === undefined) return ['it calls what is not emitted'];
  const inputs = inputsOf(callee);
  const unknown = Object.keys(given).filter((name) => !inputs.some(([known]) => known === name));
  const missing = inputs.filter(([name, { required }]) => required === true && !(name in given));
  const typed = inputs.filter(([name, { type }]) => {
    const value = given[name];
    if (isAction || value === undefined || text(value).startsWith('${{')) return false;
    return (type === 'boolean') !== (typeof value === 'boolean');
  });
  return [
    ...unknown.map((name) => `no input ${name}`),
    ...missing.map(([name]) => `needs ${name}`),
    ...typed.map(([name]) => `${name} has another type`),
  ];
}

test('give called workflows and local actions the inputs that they declare', () => {
  const wrong = inDocuments((document, repository) => {
    const calls = document.jobs.filter(({ calls }) => calls !== '');
    const uses = document.steps.filter((step) => step.uses.startsWith('./'));
    return [
      ...calls.flatMap(({ data, calls: file }) =>
        mismatch(
          fields(data.with),
          repository.workflows.find((each) => each.file === file),
          false,
        ),
      ),
      ...uses.flatMap((step) =>
        mismatch(
          step.with,
          repository.actions.find(({ file }) => step.uses === `./${file}`),
          true,
        ),
      ),
    ];
  });
  expect(wrong).toEqual([]);
});

test('declare workflow_call where a workflow is called', () => {
  const wrong = inDocuments((document, repository) =>
    document.jobs
      .map(({ calls }) => calls)
      .filter((file) => file !== '')
      .filter((file) => {
        const called = repository.workflows.find((each) => each.file === file);
        return !('workflow_call' in fields(called?.data.on));
      }),
  );
  expect(wrong).toEqual([]);
});

test('let a caller have every right that the jobs behind it ask for', () => {
  const rank = ['none', 'read', 'write'];
  const wrong = inDocuments((document, repository) =>
    document.jobs.flatMap((job) => {
      const called = repository.workflows.find(({ file }) => file === job.calls);
      return (called?.jobs ?? []).flatMap((inner) =>
        Object.entries(inner.permissions)
          .filter(([scope, grant]) => rank.indexOf(text(grant)) > rank.indexOf(text(job.permissions[scope] ?? 'none')))
          .map(([scope]) => `${job.id} calls ${inner.at}, which asks for ${scope}`),
      );
    }),
  );
  expect(wrong).toEqual([]);
});

test('emit every script that is run, and run every script that is emitted', () => {
  const wrong = repositories.flatMap((repository) => {
    const steps = [...repository.workflows, ...repository.actions].flatMap((document) => document.steps);
    const run = scriptsOf(
      repository,
      steps.map((step) => step.run),
    );
    const emitted = [...repository.scripts.keys()];
    const missing = [...run].filter((name) => !emitted.includes(name)).map((name) => `${name} is run, not emitted`);
    return [...missing, ...emitted.filter((name) => !run.has(name)).map((name) => `${name} is emitted, not run`)];
  });
  expect(wrong).toEqual([]);
});

test('use every action and every called workflow that is emitted', () => {
  const wrong = repositories.flatMap(({ name, workflows, actions }) => {
    const uses = [...workflows, ...actions].flatMap(({ steps }) => steps.map((step) => step.uses));
    const calls = workflows.flatMap(({ jobs }) => jobs.map((job) => job.calls));
    const only = workflows.filter(({ data }) => Object.keys(fields(data.on)).join() === 'workflow_call');
    const idle = [
      ...actions.filter(({ file }) => !uses.includes(`./${file}`)),
      ...only.filter(({ file }) => !calls.includes(file)),
    ];
    return idle.map(({ file }) => `${name}: ${file}`);
  });
  expect(wrong).toEqual([]);
});
