/** Programs for workflows that people wrote: each gives prepared answers and keeps what it was called with. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A part of the command line, and what the shell does then. The first that fits counts; nothing fits: it succeeds. */
export type Answers = Readonly<Record<string, string>>;

const LAST = '"${@: -1}"';
/** The file behind an option. */
const after = (option: string): string =>
  `for ((i = 1; i < $#; i++)); do [ "\${!i}" = ${option} ] && j=$((i + 1)); done`;

/** A cloud in which all is well, and tools that find nothing. */
const WELL: Readonly<Record<string, Answers>> = {
  aws: {
    'sts get-caller-identity': 'echo "$SIMULATED_ACCOUNT"',
    'lambda get-alias': 'echo 8',
    'query CodeSha256': 'echo c2hh',
    'query State': 'echo Active',
    'lambda publish-version': 'echo 8',
    'lambda list-versions-by-function': 'echo 7',
    'lambda get-function ': 'echo http://localhost/code',
    'lambda invoke': `echo '{"statusCode": 200}' > ${LAST}`,
    'cloudwatch get-metric-statistics': 'echo 0.0',
    'cloudwatch describe-alarms': 'echo 0',
    'sqs get-queue-url': 'echo http://localhost/queue',
    'sqs get-queue-attributes': 'echo 0',
  },
  terraform: {
    ' -out=tfplan': ': > tfplan',
    'output -json': 'echo "{}"',
    'output -raw': 'echo tenant-service',
  },
  gh: {
    'release download': `${after('--dir')}; mkdir -p "\${!j}"; cd "\${!j}"; : > a.zip; md5sum a.zip > checksums.md5`,
  },
  curl: { ' -o ': `${after('-o')}; : > "\${!j}"` },
  openssl: { dgst: 'printf sha' },
  zip: { '': 'for each in "$@"; do case "$each" in *.zip) : > "$each" ;; esac; done' },
  pytest: { '': 'echo "TOTAL 100 8 92%"' },
  ...Object.fromEntries(['pip', 'python3', 'ruff', 'mypy', 'bandit', 'pip-audit', 'sleep'].map((name) => [name, {}])),
};

/** Actions of others that reach what is not here: they do nothing, but for an identity, which needs a token or keys. */
const ACTIONS: Readonly<Record<string, string>> = {
  credentials: `inputs: { role-to-assume: {}, aws-access-key-id: {}, aws-secret-access-key: {}, aws-region: {} }
runs:
  using: composite
  steps:
    - shell: bash
      env: { ROLE: '\${{ inputs.role-to-assume }}', KEY: '\${{ inputs.aws-access-key-id }}' }
      run: |
        [ -n "$KEY\${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || { echo "Credentials could not be loaded"; exit 1; }
        echo "SIMULATED_ACCOUNT=$(echo "$ROLE" | cut -d: -f5)" >> "$GITHUB_ENV"
`,
  nothing: 'runs: { using: composite, steps: [ { run: "true", shell: bash } ] }\n',
};

const USES: Readonly<Record<string, string>> = {
  'aws-actions/configure-aws-credentials@v4': 'credentials',
  'aws-actions/configure-aws-credentials@v2': 'credentials',
  'hashicorp/setup-terraform@v3': 'nothing',
  'actions/setup-python@v5': 'nothing',
  'actions/setup-python@v4': 'nothing',
  'slackapi/slack-github-action@v1.27.0': 'nothing',
  'softprops/action-gh-release@v1': 'nothing',
  'marocchino/sticky-pull-request-comment@v2': 'nothing',
};

/** Writes programs and actions into a folder. */
export class PreparedPrograms {
  constructor(
    private readonly folder: string,
    answers: Readonly<Record<string, Answers>>,
  ) {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    for (const [name, well] of Object.entries(WELL))
      this.write(name, { ...answers[name], ...without(well, answers[name]) });
    for (const [name, text] of Object.entries(ACTIONS)) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'action.yml'), text);
    }
  }

  /** Folder for the path. */
  get bin(): string {
    return join(this.folder, 'bin');
  }

  /** For the settings of a run. */
  get actions(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(USES).map(([use, name]) => [use, join(this.folder, name)]));
  }

  /** Command lines, in order. */
  get calls(): readonly string[] {
    const file = join(this.folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  private write(name: string, answers: Answers): void {
    const cases = Object.entries(answers).map(([part, work]) => `  *'${part}'*) ${work} ;;`);
    const log = `printf '%s\\n' "${name} \${*//$'\\n'/ }" >> ${join(this.folder, 'calls')}`;
    const text = ['#!/usr/bin/env bash', log, 'case " $* " in', ...cases, 'esac', ''].join('\n');
    writeFileSync(join(this.bin, name), text, { mode: 0o755 });
  }
}

function without(well: Answers, other: Answers = {}): Answers {
  return Object.fromEntries(Object.entries(well).filter(([part]) => !(part in other)));
}
