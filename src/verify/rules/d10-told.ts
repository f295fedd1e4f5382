import { placeOfCall, sourceOf, type Step } from '../read/model';
import { link, type Report } from '../rule';
import type { Call } from '../shell/calls';

/** What must be equal before something goes on. */
const IDENTITY = /sha|digest|checksum|md5|hash|account/i;

/** A failed comparison that is only told: a message, and on it goes. */
export function toldOnly(step: Step): Report[] {
  const source = sourceOf(step.owner);
  return step.commands.flatMap((call) => {
    const condition = call.surroundings.branches.at(-1) ?? '';
    if (!isMessage(call) || !/^(\[\[? |test ).* != /.test(condition) || !IDENTITY.test(condition)) return [];
    if (step.commands.some((other) => sameBranch(call, other) && acts(other))) return [];
    const place = placeOfCall(step, call.offset);
    const chain = [link(source, place, `only told when ${condition}`)];
    return [
      {
        ...{ source, place, chain },
        message: 'The comparison failed, and all that happens is a message: the step goes on.',
        fix: 'Write "exit 1" behind the message.',
      },
    ];
  });
}

function isMessage({ name, text }: Call): boolean {
  return (name === 'echo' || name === 'printf') && /::(warning|error)/.test(text);
}

function sameBranch(one: Call, other: Call): boolean {
  return (
    one.surroundings.branches.join('\n') === other.surroundings.branches.join('\n') &&
    one.surroundings.inFunction === other.surroundings.inFunction
  );
}

/** Ends the script, or remembers the failure in a variable. */
function acts({ name, words, assignments }: Call): boolean {
  return (
    name === 'exit' ||
    name === 'return' ||
    name === 'false' ||
    (words.length === 0 && assignments.length > 0) ||
    /^(fail|die|abort|error)/.test(name)
  );
}
