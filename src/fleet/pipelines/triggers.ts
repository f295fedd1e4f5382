/** When a workflow runs, in words. */
import type { Workflow } from '../../verify/read/model';
import { at, itemsOf, textAt, textsOf, type Entry } from '../../verify/read/tree';

export function runsOf({ triggers }: Workflow, calledBy: readonly string[]): string[] {
  return triggers.flatMap((trigger) => whenOf(trigger, calledBy));
}

/** The branch whose runs tell the state of a workflow: the first that a push is named for, else main. */
export function branchOf({ triggers }: Workflow): string {
  const push = triggers.find(({ key }) => key === 'push');
  const plain = textsOf(at(push?.value, 'branches')).find(({ text }) => !/[*?+![]/.test(text));
  return plain?.text ?? 'main';
}

function whenOf({ key, value }: Entry, calledBy: readonly string[]): string[] {
  const list = (name: string): string => codes(textsOf(at(value, name)).map(({ text }) => text));
  const [branches, tags, paths] = [list('branches'), list('tags'), list('paths')];
  const where = branches === '' ? '' : ` to ${branches}`;
  switch (key) {
    case 'push':
      if (branches === '' && tags !== '') return [`tag ${tags}`];
      return [`push${where || ' to any branch'}${paths === '' ? '' : ` that changes ${paths}`}`];
    case 'pull_request':
      return [`pull request${where}`];
    case 'pull_request_target':
      return [`pull request${where}, with the rights of the repository`];
    case 'merge_group':
      return ['merge queue'];
    case 'workflow_dispatch':
      return ['by hand'];
    case 'workflow_call':
      return [calledBy.length === 0 ? 'called by other workflows' : `called by ${codes(calledBy)}`];
    case 'schedule':
      return itemsOf(value).map((item) => `schedule \`${textAt(item, 'cron') ?? ''}\` UTC`);
    case 'workflow_run':
      return [`after ${list('workflows')}`];
    default:
      return [key.replaceAll('_', ' ')];
  }
}

/** Texts as code, a long list shortened. */
export function codes(texts: readonly string[]): string {
  const shown = texts.slice(0, 4).map((text) => `\`${text}\``);
  const rest = texts.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
