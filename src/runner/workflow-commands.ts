/** Lines of output that are commands to the runner. Source: docs.github.com, "Workflow commands". */

/** What a step tells the runner by its output. */
export interface CommandSink {
  mask(value: string): void;
  output(name: string, value: string): void;
  /** A line for the log, and whether it makes the step fail. */
  log(line: string): void;
  fail(reason: string): void;
  variable(name: string, value: string): void;
  folder(path: string): void;
  /** Whether the old commands that set variables are allowed. */
  readonly insecure: boolean;
}

/** `::name properties::message`; what is no command that the runner knows is a line of output. */
const COMMAND = /^\s*::([^\s:]+)(?:\s(.*?))?::(.*)$/su;

/** Reads the lines of one step. */
export class CommandReader {
  private stopped: string | undefined;

  constructor(private readonly sink: CommandSink) {}

  read(line: string): void {
    const match = COMMAND.exec(line);
    if (match === null) {
      this.sink.log(line);
      return;
    }
    const [, name = '', properties = '', message = ''] = match;
    if (this.stopped !== undefined) {
      if (name === this.stopped) this.stopped = undefined;
      this.sink.log(line);
      return;
    }
    this.carryOut(name.toLowerCase(), toProperties(properties), unescape(message), line);
  }

  private carryOut(name: string, properties: Record<string, string>, message: string, line: string): void {
    const { sink } = this;
    if (name === 'add-mask') {
      if (message.trim() !== '') sink.mask(message);
    } else if (name === 'set-output') sink.output(properties['name'] ?? '', message);
    else if (name === 'stop-commands') this.stopped = message;
    else if (name === 'set-env' && sink.insecure) sink.variable(properties['name'] ?? '', message);
    else if (name === 'add-path' && sink.insecure) sink.folder(message);
    else if (name === 'set-env' || name === 'add-path') {
      sink.fail(`The \`${name}\` command is disabled. Use an environment file instead.`);
    } else if (name === 'error' || name === 'warning' || name === 'notice') sink.log(`##[${name}]${message}`);
    else if (name === 'group' || name === 'endgroup') sink.log(`##[${name}]${message}`);
    // Only a run that is being debugged shows these; save-state belongs to actions written before state files.
    else if (name !== 'debug' && name !== 'save-state' && name !== 'echo') sink.log(line);
  }
}

function toProperties(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    const text = unescape(value.join('=')).replaceAll('%3A', ':').replaceAll('%2C', ',');
    return [name.trim().toLowerCase(), text] as const;
  });
  return Object.fromEntries(pairs);
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
