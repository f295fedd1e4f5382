import { planHasChanges } from '../managed';
import type { Sentence } from './meaning';
import type { Planned } from './plan';
import { sentencesText } from './sentences-text';

interface Group {
  readonly names: string[];
  readonly meaning: readonly Sentence[];
}

/** So many names are written out. */
const SHOWN = 8;

/** Repositories for which a change means the same. */
export class Groups {
  private readonly groups = new Map<string, Group>();
  private readonly same: string[] = [];
  private readonly failed: string[] = [];

  add(planned: Planned): void {
    if ('error' in planned) this.failed.push(planned.name);
    else if (!planHasChanges(planned.plan)) this.same.push(planned.name);
    else {
      const key = planned.meaning.map(({ level, text }) => `${level} ${text}`).join('\n');
      const group = this.groups.get(key) ?? { names: [], meaning: planned.meaning };
      this.groups.set(key, group);
      group.names.push(planned.name);
    }
  }

  /** The largest group of those with risks first. Sentences are repeated only where several share them, or for all. */
  text(all: boolean, color: boolean): string {
    const risky = ({ meaning }: Group) => (meaning.some(({ level }) => level === 'risk') ? 1 : 0);
    const sorted = [...this.groups.values()].sort((a, b) => risky(b) - risky(a) || b.names.length - a.names.length);
    return [
      ...sorted.map((group) => {
        const told = all || group.names.length > 1 ? `\n${sentencesText(group.meaning, color)}` : ` ${counted(group.meaning)}`; // prettier-ignore
        return `${named(group.names)}${told}`;
      }),
      ...(this.same.length > 0 ? [`${named(this.same)} nothing to do`] : []),
      ...(this.failed.length > 0 ? [`${named(this.failed)} not planned, see the error`] : []),
    ].join('\n');
  }
}

function counted(meaning: readonly Sentence[]): string {
  const risks = meaning.filter(({ level }) => level === 'risk').length;
  const changes = meaning.filter(({ level }) => level === 'change').length;
  if (risks + changes === 0) return 'no behavioural change';
  return [number(risks, 'risk'), number(changes, 'other change')].filter((text) => text !== '').join(', ');
}

function number(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

function named(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.length} ${names.length === 1 ? 'repository' : 'repositories'} (${names.slice(0, SHOWN).join(', ')}${more}):`;
}
