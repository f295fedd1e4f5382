import type { Plan } from './change';
import { refusedChanges, stateDiffers } from './change';
import { MANIFEST } from './paths';
import { writerChange } from './writer';

/** One sentence on what the plan comes to. */
export function summaryOf(plan: Plan): string {
  const count = (...effects: string[]) => plan.changes.filter(({ effect }) => effects.includes(effect)).length;
  const creates = plan.changes.filter(({ effect, kind }) => effect === 'write' && kind === 'create').length;
  const rewrites = count('write', 'mode') - creates;
  const untouched = plan.changes.filter(({ effect, refused }) => effect === 'none' && !refused).length;
  const refused = refusedChanges(plan).length;
  const parts = [
    creates > 0 ? `${files(creates)} to create` : '',
    rewrites > 0 ? `${files(rewrites)} to update` : '',
    count('remove') > 0 ? `${files(count('remove'))} to remove` : '',
    untouched > 0 ? `${files(untouched)} to leave as ${untouched === 1 ? 'it is' : 'they are'}` : '',
  ].filter((part) => part !== '');
  if (refused > 0) return `${files(refused)} ${refused === 1 ? 'needs' : 'need'} a decision; nothing is written.`;
  const work = count('write', 'mode', 'remove') > 0;
  const news = writerNews(plan);
  if (!work && news !== '') return `Only ${MANIFEST} changes. ${news}`;
  if (parts.length === 0)
    return stateDiffers(plan.manifest) ? 'Only the list of managed files changes.' : 'Nothing to do.';
  return [`${parts.join(', ')}.`, ...(news === '' ? [] : [news])].join(' ');
}

/** What is new about who writes, where the repository has been written before. */
export function writerNews({ manifest, writtenBy, options }: Plan): string {
  return manifest.before === undefined || manifest.after === '' ? '' : writerChange(writtenBy, options.writer);
}

/** A number of files, singular or plural. */
export function files(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}
