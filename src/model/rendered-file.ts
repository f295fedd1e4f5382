/** A place where a setting may already live, for instance section `tool:pytest` of `setup.cfg`. */
export interface SettingsPlace {
  /** Path of that file, relative to the repository. */
  readonly path: string;
  /** Header of the INI or TOML section, without brackets; a section that starts with `<section>.` counts too. */
  readonly section: string;
}

/** A file as a component wants it: text and mode. Nothing here knows about the disk. */
export interface RenderedFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** LF line endings, one at the end. */
  readonly content: string;
  /** Whether it is a program: mode 755 instead of 644. */
  readonly executable: boolean;
  /**
   * `managed`: the tool owns every byte. `if-missing`: written once, when neither the file nor its settings exist;
   * from then on it belongs to people. `section`: the file belongs to people, and between two markers stands `content`.
   */
  readonly ownership: 'managed' | 'if-missing' | 'section';
  /** Where else the settings of an `if-missing` file may live. */
  readonly settings: readonly SettingsPlace[];
}
