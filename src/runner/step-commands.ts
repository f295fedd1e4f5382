/** The files and lines by which a step speaks to the runner. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  /** Paths of the files, once somebody asks for them: a step that is skipped needs none. */
  private paths: Readonly<Record<string, string>> | undefined;
  private readonly reader: CommandReader;

  constructor(
    private readonly machine: Machine,
    insecure: boolean,
  ) {
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
  get files(): Readonly<Record<string, string>> {
    this.paths ??= this.createFiles();
    return this.paths;
  }

  private createFiles(): Readonly<Record<string, string>> {
    const folder = join(this.machine.options.folders.temp, '_runner_file_commands');
    mkdirSync(folder, { recursive: true });
    const id = randomUUID();
    const files = FILES.map((file) => [file, join(folder, `${file}_${id}`)] as const);
    for (const [, path] of files) writeFileSync(path, '');
    return Object.fromEntries(files);
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
    const path = this.paths?.[file];
    return path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : ''; // a step may remove it
  }
}
