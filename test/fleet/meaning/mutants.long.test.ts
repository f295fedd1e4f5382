// Every mutant of every emitted file: none of them may pass for "no behavioural change".
import { meaningOfFiles } from '../../../src/fleet/meaning';
import { allMutants } from '../../../src/rehearse/mutation/sample';
import { GITOPS, HANDLER, rendered, WORDPRESS } from './support/rendered';

test.each([HANDLER, GITOPS, WORDPRESS])('Every mutant of %s is told as more than a note.', (repository) => {
  const files = [...rendered(repository)].map(([path, content]) => {
    return { path, content, executable: false, ownership: 'managed', settings: [] } as const;
  });
  const silent = allMutants(files).filter(({ path, content }) => {
    const before = rendered(repository).get(path);
    return meaningOfFiles([{ path, before, after: content }]).every(({ level }) => level === 'note');
  });
  expect(silent.map(({ path, what }) => `${path}: ${what}`)).toEqual([]);
});
