/** Reads a file of GITHUB_OUTPUT as the runner does: `name=value`, or `name<<END`, lines, `END`. Refuses what it refuses. */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.replace(/\n$/, '').split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const [, name, kind, rest] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined)
      throw new Error(`The runner refuses this line of GITHUB_OUTPUT: ${line}`);
    if (kind === '=') outputs[name] = rest;
    else outputs[name] = heredoc(lines, rest);
  }
  return outputs;
}

/** Takes the lines before `end` away from `lines`. */
function heredoc(lines: string[], end: string): string {
  const last = lines.indexOf(end);
  if (last === -1) throw new Error(`GITHUB_OUTPUT has no "${end}" to end a value`);
  const value = lines.splice(0, last);
  lines.shift();
  return value.join('\n');
}
