import type { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import type { RenderedFile, SettingsPlace } from '../model/rendered-file';

/** What may be said of a file beside its text. */
export interface FleetFileOptions {
  /** Whether it is a program. @default false */
  readonly executable?: boolean;
  /** Whose file it is. @default 'managed' */
  readonly ownership?: RenderedFile['ownership'];
  /** Where else the settings of an `if-missing` file may live. @default [] */
  readonly settings?: readonly SettingsPlace[];
}

/** A file of a managed repository, given as text that is rendered when it is asked for. */
export class FleetFile extends FileBase {
  /** Whose file it is. */
  readonly ownership: RenderedFile['ownership'];
  /** Where else the settings of an `if-missing` file may live. */
  readonly settings: readonly SettingsPlace[];

  constructor(
    scope: IConstruct,
    path: string,
    private readonly render: () => string,
    options: FleetFileOptions = {},
  ) {
    super(scope, path, { executable: options.executable ?? false, editGitignore: false });
    this.ownership = options.ownership ?? 'managed';
    this.settings = options.settings ?? [];
  }

  protected synthesizeContent(): string {
    return this.render();
  }
}
