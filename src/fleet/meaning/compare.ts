import { group, keysOf, same, stepsOf, below, wholeText, type Node } from './node';
import { pairSteps, stepName } from './pair-steps';
import { becomes, foundAt, starsOf, type Found, type Rule, type Where } from './rule';
import { change, type Sentence, type Told } from './sentence';

/**
 * Every difference between two readings of a file, each told by the first rule that knows it.
 *
 * What no rule knows is told by its name and its values: nothing that differs is left out.
 */
export function compare(rules: readonly Rule[], where: Where): Sentence[] {
  return new Comparison(rules, where).at([], where.before, where.after);
}

class Comparison {
  constructor(
    private readonly rules: readonly Rule[],
    private readonly where: Where,
  ) {}

  at(path: readonly string[], before: Node | undefined, after: Node | undefined, around?: Node): Sentence[] {
    if (same(before, after)) return [];
    for (const rule of this.rules) {
      const stars = starsOf(rule.at, path);
      if (stars === undefined) continue;
      const found = foundAt(path, stars, before, after, this.where, around);
      const told = rule.tell(found);
      if (told !== undefined) return [told].flat().map((each) => this.sentence(each, found));
    }
    return before?.kind === 'steps' || after?.kind === 'steps'
      ? this.steps(path, before, after)
      : this.entries(path, before, after);
  }

  private entries(path: readonly string[], before: Node | undefined, after: Node | undefined): Sentence[] {
    const keys = [...new Set([...keysOf(before), ...keysOf(after)])];
    const leaves = before?.kind === 'leaf' || after?.kind === 'leaf';
    if (leaves || keys.length === 0) return [this.unknown(path, before, after)];
    return keys.flatMap((key) => this.at([...path, key], below(before, key), below(after, key), after ?? before));
  }

  private steps(path: readonly string[], before: Node | undefined, after: Node | undefined): Sentence[] {
    return pairSteps(stepsOf(before), stepsOf(after)).flatMap((pair) => {
      const name = stepName(pair.after ?? pair.before ?? group([]));
      const place = [...path, name];
      const moved = pair.moved ? [this.told(place, (found) => change(`${found.subject} runs at another place`))] : [];
      return [...moved, ...this.at(place, pair.before, pair.after)];
    });
  }

  /** What no rule knows. */
  private unknown(path: readonly string[], before: Node | undefined, after: Node | undefined): Sentence {
    return this.told(path, (found) => {
      const own = path.slice(found.step !== undefined ? path.indexOf('steps') + 2 : found.job !== undefined ? 2 : 0);
      const text = (node: Node | undefined) => (node?.kind === 'leaf' ? node.value : node && wholeText(node));
      return change(`${found.subject}: \`${own.join('.')}\` ${becomes(text(before), text(after))}`);
    }, before, after); // prettier-ignore
  }

  private told(path: readonly string[], tell: (found: Found) => Told, before?: Node, after?: Node): Sentence {
    const found = foundAt(path, [], before, after, this.where);
    return this.sentence(tell(found), found);
  }

  private sentence({ level, text }: Told, { job, step }: Found): Sentence {
    const { file } = this.where;
    return { level, text, file, ...(job === undefined ? {} : { job }), ...(step === undefined ? {} : { step }) };
  }
}
