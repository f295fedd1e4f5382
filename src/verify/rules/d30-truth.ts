import { conditionOf } from '../facts/conditions';
import { declaredInputs, written } from '../facts/types';
import type { Expression } from '../read/expression';
import type { Input, Job } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';

/** An input whose text "false" is taken as true. */
export interface Truth {
  readonly input: Input;
  readonly condition: Text;
  readonly says: string;
}

/** Conditions of a job that take a text as a truth, though "false" is one of its texts. */
export function textAsTruth(_repository: Repository, job: Job): Truth[] {
  const conditions = [job.condition, ...job.steps.map(({ condition }) => condition)].filter(
    (text) => text !== undefined,
  );
  return conditions.flatMap((condition) => {
    return bare(conditionOf(condition)).flatMap((path) => {
      const event = path[0] === 'github' && path[1] === 'event' && path[2] === 'inputs';
      const name = event ? path[3] : path[0] === 'inputs' ? path[1] : undefined;
      const input = name === undefined ? undefined : declaredInputs(job, name).find((each) => saysFalse(each, event));
      return input === undefined ? [] : [{ input, condition, says: written({ kind: 'reference', path }) }];
    });
  });
}

/** References that stand for themselves, not as a side of a comparison. */
function bare(expression: Expression | undefined): (readonly string[])[] {
  switch (expression?.kind) {
    case 'reference':
      return [expression.path];
    case 'not':
      return bare(expression.of);
    case 'logic':
      return expression.of.flatMap(bare);
    default:
      return [];
  }
}

function saysFalse({ type, default: value, options, description }: Input, event: boolean): boolean {
  if (type === 'boolean') return event;
  return value?.text === 'false' || options.includes('false') || /\b(true|false)\b/i.test(description);
}
