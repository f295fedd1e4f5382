import { fleet } from '../repos';
import { PINS } from '../src/github/pins';
import { REGIONS } from '../src/model/known';
import { allProjects } from './invariants/definitions';
import {
  fields,
  inputsOf,
  list,
  readRepository,
  shellOf,
  text,
  unfolded,
  type Job,
  type Repository,
} from './invariants/read';

const repositories = allProjects().map(readRepository);
const workflows = repositories.flatMap((repository) =>
  repository.workflows.map((workflow) => ({ repository, workflow })),
);
const documents = repositories.flatMap((repository) =>
  [...repository.workflows, ...repository.actions].map((document) => ({ repository, document })),
);
const jobs = workflows.flatMap(({ repository, workflow }) =>
  workflow.jobs.map((job) => ({ repository, workflow, job })),
);
const ownJobs = jobs.filter(({ job }) => job.calls === '');
const steps = documents.flatMap(({ document }) => document.steps);

test('there is something to look at', () => {
  expect(repositories.map(({ name }) => name)).toHaveLength(fleet.length + 4);
  expect(jobs.length).toBeGreaterThan(50);
});

describe('rights', () => {
  test('give every workflow "permissions: {}" at the top', () => {
    expect(workflows.filter(({ workflow }) => !workflow.text.includes('\npermissions: {}\n'))).toEqual([]);
  });

  test('give every job permissions of its own, each write with a reason behind it', () => {
    expect(jobs.filter(({ job }) => !('permissions' in job.data)).map(({ job }) => job.at)).toEqual([]);
    const bare = workflows.filter(({ workflow }) => /^ +[\w-]+: write *$/m.test(workflow.text));
    expect(bare.map(({ workflow }) => workflow.at)).toEqual([]);
  });

  test('use github.token instead of any secret, and nothing of "inherit"', () => {
    expect(documents.filter(({ document }) => /\bsecrets\b|GITHUB_TOKEN/.test(document.text))).toEqual([]);
  });

  test('carry an environment in every job that assumes a role', () => {
    const assuming = ownJobs.filter(({ repository, job }) =>
      unfolded(repository, job.steps).some(({ uses }) => uses.startsWith('aws-actions/configure-aws-credentials@')),
    );
    expect(assuming.length).toBeGreaterThan(8);
    const wrong = assuming.filter(({ job }) => !('environment' in job.data) || job.permissions['id-token'] !== 'write');
    expect(wrong.map(({ job }) => job.at)).toEqual([]);
  });

  test('keep installs out of jobs that may ask for an identity; Terraform itself is what applies there', () => {
    const installing =
      /\b(pip|pipx|npm|npx|yarn|pnpm|uv|gem|brew|apt-get|apt|cargo|go)\s+(install|ci|add|sync|run)\b|\bnpx\b|sam build/;
    const wrong = identityJobs().filter(
      ({ repository, job }) =>
        installing.test(shellOf(repository, job)) ||
        unfolded(repository, job.steps).some(({ uses }) => /\/(setup-(?!terraform)\w+|cache)@/.test(uses)),
    );
    expect(wrong.map(({ job }) => job.at)).toEqual([]);
  });

  test('check out .github only in jobs that may ask for an identity; Codecov reads sources, and runs none of them', () => {
    const wide = identityJobs().filter(({ repository: { model }, job }) =>
      job.steps.some(({ uses, with: given }) => {
        const folders = text(given['sparse-checkout']).trim().split('\n');
        // Terraform reads the code of one tenant, which is what was planned and approved; drift is that of all, bulk that of a list.
        const [tenants = '', modules = ''] = 'state' in model ? [model.tenantsFolder, model.modulesFolder] : [];
        const own = /(drift-detection|bulk-operations)\.yml/.test(job.at)
          ? tenants
          : `${tenants}/\${{ inputs.tenant_id }}`;
        const allowed = ['.github', own, modules];
        return uses.startsWith('actions/checkout@') && !folders.every((folder) => allowed.includes(folder));
      }),
    );
    const wrong = wide.filter(
      ({ repository, job }) => job.id !== 'codecov' || /\.sh|python/.test(shellOf(repository, job)),
    );
    expect(wrong.map(({ job }) => job.at)).toEqual([]);
  });

  function identityJobs(): typeof ownJobs {
    return ownJobs.filter(({ job }) => job.permissions['id-token'] === 'write');
  }
});

describe('limits', () => {
  test('give every job with steps timeout-minutes and the fixed runner image', () => {
    const wrong = ownJobs.filter(
      ({ job: { data } }) => typeof data['timeout-minutes'] !== 'number' || data['runs-on'] !== 'ubuntu-24.04',
    );
    expect(wrong.map(({ job }) => job.at)).toEqual([]);
  });

  test('pin every action to the commit and version of the table', () => {
    const lines = documents.flatMap(({ document }) =>
      document.text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line)),
    );
    expect(lines.length).toBeGreaterThan(100);
    const known = new Set(PINS.map(({ action, sha, version }) => `uses: ${action}@${sha} # ${version}`));
    const local = /^uses: \.\/\.github\/(actions\/[\w-]+|workflows\/[\w-]+\.yml) # zizmor: ignore\[self-repository\] ./;
    expect(
      lines.map((line) => line.replace(/^\s*(- )?/, '')).filter((line) => !known.has(line) && !local.test(line)),
    ).toEqual([]);
  });

  test('leave no credential behind: every checkout has persist-credentials false', () => {
    const checkouts = steps.filter(({ uses }) => uses.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(30);
    expect(checkouts.filter(({ with: given }) => given['persist-credentials'] !== false)).toEqual([]);
  });

  test('hand values over by env: no ${{ in any command or script', () => {
    expect(steps.filter(({ run }) => run.includes('${{')).map(({ at }) => at)).toEqual([]);
    const scripts = repositories.flatMap(({ scripts }) => [...scripts].filter(([, body]) => body.includes('${{')));
    expect(scripts.map(([name]) => name)).toEqual([]);
  });

  test('move a command with a branch or more than three lines into a script', () => {
    const long = steps.filter(
      ({ run }) => run.trim().split('\n').length > 3 || /\b(if|for|while|case)\b .*[;\n]/.test(run),
    );
    expect(long.map(({ at }) => at)).toEqual([]);
  });
});

describe('locks', () => {
  test('hold no lock while a person is asked: no concurrency around an environment with reviewers or a timer', () => {
    const wrong = jobs.filter(
      ({ repository, workflow, job }) =>
        waits(repository, job, {}) && ('concurrency' in job.data || 'concurrency' in workflow.data),
    );
    expect(wrong.map(({ job }) => job.at)).toEqual([]);
    expect(jobs.filter(({ repository, job }) => waits(repository, job, {})).length).toBeGreaterThan(10);
  });

  test('never cut a delivery off: cancel-in-progress only for pull requests', () => {
    const locks = workflows.map(({ workflow }) => [workflow.at, fields(workflow.data.concurrency)] as const);
    const cancelling = locks.filter(([, lock]) => 'cancel-in-progress' in lock && lock['cancel-in-progress'] !== false);
    const wrong = cancelling.filter(
      ([at, lock]) =>
        !/(quality-gates|test-coverage|validate-tenant-config)\.yml$/.test(at) ||
        lock['cancel-in-progress'] !== "${{ github.event_name == 'pull_request' }}",
    );
    expect(wrong).toEqual([]);
  });

  test('lock only by groups that say what they lock', () => {
    expect(
      workflows.filter(
        ({ workflow: { data } }) => 'concurrency' in data && text(fields(data.concurrency).group) === '',
      ),
    ).toEqual([]);
  });

  /** Whether a job, or one that it calls, may wait for people or a timer; an expression may be any environment. */
  function waits({ model, workflows: all }: Repository, job: Job, inputs: Record<string, unknown>): boolean {
    const called = all.find(({ file }) => file === job.calls);
    const given = fields(job.data.with);
    if (called !== undefined)
      return called.jobs.some((inner) => waits({ ...repositoryOf(model.name), model }, inner, given));
    const { environment } = job.data;
    const written = text(typeof environment === 'object' ? fields(environment).name : environment);
    const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.test(written)
      ? text(inputs[written.slice(11, -3)] ?? written)
      : written;
    const row = model.platform.githubEnvironments.find((gate) => gate.name === name);
    return row === undefined
      ? name.includes('${{') && !name.endsWith('-read')
      : row.reviewers.length > 0 || row.waitMinutes > 0;
  }

  function repositoryOf(name: string): Repository {
    return repositories.find((repository) => repository.name === name)!;
  }
});

describe('inputs and triggers', () => {
  test('offer no way to skip: no input and no variable named skip', () => {
    const named = documents.flatMap(({ document }) => inputsOf(document).map(([name]) => name));
    const variables = steps.flatMap(({ data }) => Object.keys(fields(data.env)));
    expect([...named, ...variables].filter((name) => /^skip|_skip|^force|bypass/i.test(name))).toEqual([]);
  });

  test('describe and type every input, and use it', () => {
    const wrong = documents.flatMap(({ document }) =>
      inputsOf(document)
        .filter(([name, { description, type }]) => {
          const typed = document.file.includes('/') || /^(string|boolean|choice)$/.test(text(type));
          return text(description) === '' || !typed || !new RegExp(`\\binputs\\.${name}\\b`).test(document.text);
        })
        .map(([name]) => `${document.at}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('let required checks always report: pull_request and merge_group without filters, and a summary job', () => {
    const checks = workflows.filter(({ workflow }) => 'pull_request' in fields(workflow.data.on));
    expect(checks).toHaveLength(repositories.length);
    const wrong = checks.filter(({ workflow }) => {
      const on = fields(workflow.data.on);
      const filtered = /^\s+(paths|paths-ignore|branches-ignore):/m.test(workflow.text) || on.pull_request !== null;
      const summary = workflow.jobs.some(({ data }) => data.if === 'always()' && list(data.needs).length > 2);
      return filtered || !('merge_group' in on) || !summary;
    });
    expect(wrong.map(({ workflow }) => workflow.at)).toEqual([]);
  });

  test('start from safe events only', () => {
    const safe = ['push', 'pull_request', 'merge_group', 'workflow_call', 'workflow_dispatch', 'schedule'];
    const events = workflows.flatMap(({ workflow }) => Object.keys(fields(workflow.data.on)));
    expect(events.filter((event) => !safe.includes(event))).toEqual([]);
  });

  test('state accounts, regions and roles in the table script only', () => {
    const places = new RegExp(`\\b\\d{12}\\b|arn:aws|\\b(${REGIONS.join('|')})\\b`);
    const wrong = repositories.flatMap(({ name, model, files }) => {
      const rows = model.platform.environments.flatMap(({ account, role, readRole }) => [
        account,
        role,
        readRole ?? role,
      ]);
      return files
        .filter(({ path, content }) => {
          const code =
            path.startsWith('.github/') &&
            !/(environment\.sh|gates\.txt|synthetic-event\.json|platform\.json|tenant-config\.cjs)$/.test(path);
          return code && (places.test(content) || rows.some((value) => content.includes(value)));
        })
        .map(({ path }) => `${name} ${path}`);
    });
    expect(wrong).toEqual([]);
  });
});
