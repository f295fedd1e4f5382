/** Lines of output that are commands to the runner. Source: docs.github.com, "Workflow commands"; actions/runner ActionCommand.cs. */

/** What a step tells the runner by its output. */
export interface CommandSink {
  mask(value: string): void;
  output(name: string, value: string): void;
  /** What an action in JavaScript keeps for its last part. */
  state(name: string, value: string): void;
  /** A line for the log, and whether it makes the step fail. */
  log(line: string): void;
  fail(reason: string): void;
  variable(name: string, value: string): void;
  folder(path: string): void;
  /** Whether the old commands that set variables are allowed. */
  readonly insecure: boolean;
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** `::name properties::message`; what is no command that the runner knows is a line of output. */
const COMMAND = /^\s*::([^\s:]+)(?:\s(.*?))?::(.*)$/su;

/** The form before that, which is still read: `##[name property;property]message`. */
const OLDER = /^.*?##\[([^\s\]]+)(?:\s([^\]]*))?\](.*)$/su;

const LOGGED = ['error', 'warning', 'notice', 'group', 'endgroup'];
const KNOWN = [
  ...['add-mask', 'set-output', 'save-state', 'stop-commands', 'set-env', 'add-path', 'debug', 'echo', 'add-matcher'],
  ...['remove-matcher', ...LOGGED],
];

/** Reads the lines of one step. */
export class CommandReader {
  private stopped: string | undefined;
  private echo = false;

  constructor(private readonly sink: CommandSink) {}

  read(line: string): void {
    const { stopped } = this;
    const isKnown = (name: string): boolean => KNOWN.includes(name) || name === stopped?.toLowerCase();
    const command = parseCommand(line, isKnown);
    if (command === undefined) this.sink.log(line);
    else if (stopped === undefined) this.carryOut(command, line);
    else {
      if (command.name === stopped.toLowerCase()) this.stopped = undefined;
      this.sink.log(line);
    }
  }

  private carryOut(command: Command, line: string): void {
    const { sink } = this;
    const { name, message } = command;
    if (name === 'add-mask') {
      if (message.trim() === '') sink.log("##[warning]Can't add secret mask for empty string in ##[add-mask] command.");
      else sink.mask(message);
    } else if (name === 'stop-commands') {
      this.stopped = message;
      sink.log(line);
    } else if (LOGGED.includes(name)) sink.log(`##[${name}]${message}`);
    else {
      if (this.echo) sink.log(line);
      if (name === 'echo') this.echo = /^on$/i.test(message.trim());
      else if (name === 'set-env' || name === 'add-path') this.carryOutInsecure(command);
      else this.keep(command);
    }
  }

  private carryOutInsecure({ name, properties, message }: Command): void {
    const { sink } = this;
    const variable = properties['name'] ?? '';
    if (!sink.insecure) sink.fail(`The \`${name}\` command is disabled. Use an environment file instead.`);
    else if (name === 'add-path') sink.folder(message);
    else if (variable === '') sink.fail("Required field 'name' is missing in ##[set-env] command.");
    else if (variable.toUpperCase() === 'NODE_OPTIONS')
      sink.log("##[error]Can't update NODE_OPTIONS environment variable using ::set-env:: command.");
    else sink.variable(variable, message);
  }

  /** Only a run that is being debugged shows `debug`; problem matchers only mark lines. */
  private keep({ name, properties, message }: Command): void {
    if (name !== 'set-output' && name !== 'save-state') return;
    const key = properties['name'] ?? '';
    if (key === '') this.sink.fail(`Required field 'name' is missing in ##[${name}] command.`);
    else if (name === 'set-output') this.sink.output(key, message);
    else this.sink.state(key, message);
  }
}

function parseCommand(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const forms = [
    { match: COMMAND.exec(line), separator: ',', unescape },
    { match: OLDER.exec(line), separator: ';', unescape: unescapeOlder },
  ];
  for (const { match, separator, unescape } of forms) {
    const [, name = '', properties = '', message = ''] = match ?? [];
    if (isKnown(name.toLowerCase()))
      return {
        name: name.toLowerCase(),
        properties: toProperties(properties, separator, unescape),
        message: unescape(message),
      };
  }
  return undefined;
}

function toProperties(text: string, separator: string, unescape: (text: string) => string): Record<string, string> {
  const pairs = text.split(separator).map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [
      name.trim().toLowerCase(),
      unescape(value.join('=').replaceAll('%3A', ':').replaceAll('%2C', ',')),
    ] as const;
  });
  return Object.fromEntries(pairs);
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeOlder(text: string): string {
  return unescape(text.replaceAll('%3B', ';').replaceAll('%5D', ']'));
}
