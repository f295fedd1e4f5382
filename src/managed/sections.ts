import type { SettingsPlace } from '../model/rendered-file';
import { lfForm } from './content';
import type { Survey } from './survey';
import { tomlNames } from './toml-sections';

/**
 * Why an if-missing file is not needed: the first place where its settings already live, in words; or nothing.
 *
 * A place that is a symbolic link is not followed and counts: writing a second file of settings would silently win over it.
 */
export function trySettingsElsewhere(survey: Survey, places: readonly SettingsPlace[]): string | undefined {
  for (const place of places) {
    const standing = survey.at(place.path);
    if (standing.kind === 'file' && hasSection(place, standing.content))
      return `its settings live in ${place.path} [${place.section}]`;
    if (standing.kind === 'blocked' && standing.isLink)
      return `its settings may live behind the symbolic link ${place.path}`;
  }
  return undefined;
}

/** Whether the INI or TOML file (told by its name) has the section, or one below it. */
export function hasSection({ path, section }: SettingsPlace, content: Buffer): boolean {
  const text = lfForm(content)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r', '\n');
  if (!path.endsWith('.toml'))
    return iniSections(text).some((found) => found === section || found.startsWith(`${section}.`));
  const wanted = section.split('.');
  return tomlNames(text).some((name) => wanted.every((part, i) => name[i] === part));
}

/** Section headers as Python's configparser sees them: an indented line continues the option above it. */
function iniSections(text: string): string[] {
  const sections: string[] = [];
  let inOption = false;
  for (const line of text.split('\n')) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    if (inOption && /^\s/.test(line)) continue;
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    inOption = header === undefined;
    if (header !== undefined) sections.push(header);
  }
  return sections;
}
