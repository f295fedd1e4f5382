/** The files and lines by which a step speaks to the runner. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './failure';
import { parseFolders, parsePairs } from './file-commands';
import type { Machine } from './machine';
import { CommandReader } from './workflow-commands';

const FILES = ['output', 'env', 'path', 'step_summary', 'state'] as const;

/** Variables that no step may set for later ones: they would change how the runner's own programs behave. */
const BLOCKED = ['NODE_OPTIONS'];

/** Command files of one step, and the reader of what it prints. */
export class StepCommands {
  readonly outputs: Record<string, string> = {};
  readonly failures: string[] = [];
  /** What a step of an action keeps for its last part. */
  readonly state: Record<string, string> = {};
  private readonly folder: string;
  private readonly reader: CommandReader;

  constructor(
    private readonly machine: Machine,
    insecure: boolean,
  ) {
    this.folder = mkdtempSync(join(machine.options.folders.temp, 'commands-'));
    for (const file of FILES) writeFileSync(join(this.folder, file), '');
    this.reader = new CommandReader({
      mask: (value) => {
        machine.options.masks.add(value);
      },
      output: (name, value) => {
        this.outputs[name] = value;
      },
      state: (name, value) => {
        this.state[name] = value;
      },
      log: (line) => {
        machine.print(line);
      },
      variable: (name, value) => {
        machine.env[name] = value;
      },
      folder: (path) => {
        machine.paths = [path, ...machine.paths];
      },
      fail: (reason) => {
        this.fail(reason);
      },
      insecure,
    });
  }

  /** Paths of the files, as members of the `github` context. */
  get files(): Record<string, string> {
    return Object.fromEntries(FILES.map((file) => [file, join(this.folder, file)]));
  }

  read(line: string): void {
    this.reader.read(line);
  }

  fail(reason: string): void {
    this.machine.print(`##[error]${reason}`);
    this.failures.push(reason);
  }

  /** Takes what the step wrote, also when it failed. */
  collect(): void {
    const { machine } = this;
    this.attempt('output', (text) => {
      for (const [name, value] of parsePairs(text)) this.outputs[name] = value;
    });
    this.attempt('env', (text) => {
      for (const [name, value] of parsePairs(text)) {
        if (BLOCKED.includes(name.toUpperCase()))
          machine.print(`##[error]Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
        else machine.env[name] = value;
      }
    });
    this.attempt('path', (text) => {
      for (const folder of parseFolders(text))
        machine.paths = [folder, ...machine.paths.filter((each) => each !== folder)];
    });
    this.attempt('state', (text) => {
      for (const [name, value] of parsePairs(text)) this.state[name] = value;
    });
    machine.summary += this.textOf('step_summary');
  }

  private attempt(file: (typeof FILES)[number], take: (text: string) => void): void {
    try {
      take(this.textOf(file));
    } catch (error) {
      this.fail(`Unable to process file command '${file}' successfully. ${reasonOf(error)}`);
    }
  }

  private textOf(file: (typeof FILES)[number]): string {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : ''; // a step may remove it
  }
}
