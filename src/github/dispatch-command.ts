/** What a person types to start a workflow: the repository, the workflow file and the fields of its form. */
export interface Dispatch {
  /** `owner/name` */
  readonly repository: string;
  readonly workflow: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** @default main */
  readonly branch?: string;
}

/** The line for GitHub's command line, ready for a shell. */
export function dispatchCommand({ repository, workflow, inputs = {}, branch = 'main' }: Dispatch): string {
  const fields = Object.entries(inputs).map(([name, value]) => ` -f ${shellWord(`${name}=${value}`)}`);
  return `gh workflow run ${shellWord(workflow)} --repo ${shellWord(repository)} --ref ${shellWord(branch)}${fields.join('')}`;
}

/** A text as one word of a shell: `reason='orders were lost'`. */
export function shellWord(text: string): string {
  if (/^[\w./@:%+,=-]+$/.test(text)) return text;
  const [, name = '', value = text] = /^(\w+=)([^]*)$/.exec(text) ?? [];
  return `${name}'${value.replaceAll("'", `'\\''`)}'`;
}
