import { at, textsOf, type Text, type Tree } from '../read/tree';

/** The runner images that a job names: in `runs-on`, and in the matrix that it is taken from. */
export function runnerLabels(job: Tree): readonly Text[] {
  const named = textsOf(at(job, 'runs-on'));
  const matrix = at(job, 'strategy', 'matrix');
  const taken = /matrix\.(os|runner|image|platform)/.test(named.map(({ text }) => text).join());
  const listed = matrix?.kind === 'table' && taken ? matrix.entries.flatMap(({ value }) => textsOf(value)) : [];
  return [...named, ...listed];
}
