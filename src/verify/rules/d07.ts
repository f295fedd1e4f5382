import { jobsOf, usesOf } from '../facts/graph';
import { declaredInputs, partsOf, typeOf, written } from '../facts/types';
import { parseExpression, type Expression } from '../read/expression';
import { sourceOf, type Action, type Job } from '../read/model';
import type { Place } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

type Comparison = Extract<Expression, { kind: 'compare' }>;

/** A text that is compared with a boolean, or a boolean with a text: never equal. */
export const D07: Rule = {
  id: 'D07',
  title: 'Text against boolean',
  severity: 'error',
  check(repository) {
    return [...jobsOf(repository), ...repository.actions].flatMap((owner) => {
      const told = new Set<string>();
      return usesOf(owner).flatMap(({ text, place }) => {
        return partsOf(parseExpression(text)).flatMap((part) => {
          const key = `${place.line} ${written(part)}`;
          if (part.kind !== 'compare' || told.has(key) || !isWrong(part, owner)) return [];
          told.add(key);
          return [report(owner, part, place)];
        });
      });
    });
  },
};

function sides({ left, right }: Comparison): [Expression, Expression] {
  return left.kind === 'literal' ? [right, left] : [left, right];
}

function isWrong(comparison: Comparison, owner: Job | Action): boolean {
  if (!/^[!=]=$/.test(comparison.operator)) return false;
  const [reference, literal] = sides(comparison);
  if (reference.kind !== 'reference' || literal.kind !== 'literal') return false;
  const type = typeOf(reference.path, owner);
  if (type === 'boolean') return typeof literal.value === 'string';
  // Nothing is an empty text, and that equals false: only where an input has a value is the comparison lost.
  return type === 'text' && typeof literal.value === 'boolean';
}

function report(owner: Job | Action, comparison: Comparison, place: Place): Report {
  const source = sourceOf(owner);
  const [reference, literal] = sides(comparison);
  const value = literal.kind === 'literal' ? literal.value : null;
  const name = reference.kind === 'reference' ? (reference.path.at(-1) ?? '') : '';
  const declared = declaredInputs(owner, name).map((input) =>
    link(source, input, `input "${name}" is declared here, as ${input.type}`),
  );
  const fixed =
    typeof value === 'string'
      ? `${value === 'false' ? '!' : ''}${written(reference)}`
      : `${written(reference)} ${comparison.operator} '${String(value)}'`;
  const outcome = comparison.operator === '==' ? 'never' : 'always';
  return {
    ...{ source, place },
    message: `"${written(comparison)}" holds ${outcome}: ${typeof value === 'string' ? 'a boolean is no text' : 'a text is no boolean'}, whatever was chosen.`,
    fix: `Compare what has the same type: "${fixed}".`,
    chain: [...declared, link(source, place, written(comparison))],
  };
}
