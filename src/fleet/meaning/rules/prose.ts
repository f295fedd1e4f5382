import type { Found, Rule } from '../rule';
import { note, type Told } from '../sentence';

/** Keys whose text is shown to people, and decides nothing. */
export const PROSE: readonly Rule[] = [
  'description',
  'run-name',
  'on/workflow_dispatch|workflow_call/inputs|secrets|outputs/*/description',
  'inputs|outputs/*/description',
].map((at) => ({ at, tell: words }));

function words({ subject, stars }: Found): Told {
  const name = stars.at(-1);
  return note(`${subject}: words for people changed${name === undefined ? '' : ` at \`${name}\``}`);
}
