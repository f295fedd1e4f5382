import type { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import type { RenderedFile, SettingsPlace } from '../model/rendered-file';

export interface FleetFileOptions {
  readonly executable?: boolean;
  readonly ownership?: RenderedFile['ownership'];
  readonly settings?: readonly SettingsPlace[];
}

/** A file of a managed repository, given as text that is rendered when it is asked for. */
export class FleetFile extends FileBase {
  readonly ownership: RenderedFile['ownership'];
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
