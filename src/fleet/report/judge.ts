/** Whether criteria are met, by what was looked at and nothing else. */
import { sha256 } from '../../managed/content';
import type { Finding } from '../../verify/verify';
import type { KnownRepository } from './known';
import type { Check, Criterion, Line, Shown, Status } from './stage';

/** A criterion is met when all looks show it; one that shows the contrary is enough against it. */
export function judge(criterion: Criterion, fleet: readonly KnownRepository[], summary: string | undefined): Line {
  const shown = criterion.checks.flatMap((check) =>
    check.kind === 'summary' ? [summaryOf(summary)] : look(check, fleet),
  );
  return { ...criterion, shown, status: statusOf(shown) };
}

function statusOf(shown: readonly Shown[]): Status {
  if (shown.some(({ status }) => status === 'unmet')) return 'unmet';
  return shown.length === 0 || shown.some(({ status }) => status === 'not shown') ? 'not shown' : 'met';
}

function summaryOf(file: string | undefined): Shown {
  if (file === undefined) return { status: 'not shown', what: 'This run wrote no summary: give --md FILE.', proof: [] };
  return { status: 'met', what: 'This run wrote the summary.', proof: [file] };
}

function look(check: Exclude<Check, { kind: 'summary' }>, fleet: readonly KnownRepository[]): Shown[] {
  if (check.kind === 'no-findings') {
    const chosen = fleet.filter(({ name }) => check.repository === undefined || check.repository === name);
    return chosen.length === 0
      ? [absent(check.repository ?? 'the fleet')]
      : chosen.map((each) => findingsOf(check, each));
  }
  const repository = fleet.find(({ name }) => name === check.repository);
  if (repository === undefined) return [absent(check.repository)];
  if (check.kind === 'files') return [filesOf(check.paths, repository)];
  return [check.kind === 'stories' ? storiesOf(check.chapters, repository) : wayBackOf(repository)];
}

function absent(repository: string): Shown {
  return { status: 'unmet', what: `${repository} is not in the fleet: nothing is emitted for it.`, proof: [] };
}

function filesOf(paths: readonly string[], { name, emitted }: KnownRepository): Shown {
  const missing = paths.filter((path) => !emitted.some((file) => file.path === path));
  if (missing.length > 0) return { status: 'unmet', what: `${name} lacks ${missing.join(', ')}.`, proof: [] };
  const proof = emitted
    .filter(({ path }) => paths.includes(path))
    .map(({ path, content }) => `${path} sha256:${sha256(Buffer.from(content))}`);
  return { status: 'met', what: `${name} gets ${paths.length} files.`, proof };
}

type FindingCheck = Extract<Check, { kind: 'no-findings' }>;

function findingsOf({ of, rules }: FindingCheck, repository: KnownRepository): Shown {
  const { name, checkout, emittedFindings, ownFindings } = repository;
  const which = rules === undefined ? 'any rule' : rules.join(', ');
  if (of === 'own' && !checkout)
    return { status: 'not shown', what: `${name}: its own workflows were not at hand.`, proof: [] };
  const all = of === 'own' ? ownFindings : emittedFindings;
  const found = all.filter(({ id }) => rules === undefined || rules.includes(id));
  const where = of === 'own' ? 'the workflows that people wrote' : 'what is emitted';
  if (found.length === 0) return { status: 'met', what: `${name}: nothing of ${which} in ${where}.`, proof: [] };
  return { status: 'unmet', what: `${name}: ${found.length} of ${which} in ${where}.`, proof: found.map(placeOf) };
}

function placeOf({ id, file, line, message }: Finding): string {
  return `${id} ${file}:${line} ${message}`;
}

function storiesOf(chapters: readonly string[], { name, stories, proof }: KnownRepository): Shown {
  const wanted = stories.filter(({ chapter }) => chapters.includes(chapter));
  const what = `${name}: ${wanted.length} stories of ${chapters.join(', ')}`;
  if (wanted.length === 0)
    return { status: 'unmet', what: `${name} has no stories of ${chapters.join(', ')}.`, proof: [] };
  if (proof === undefined)
    return { status: 'not shown', what: `${what}: no evidence of a rehearsal was given.`, proof: [] };
  const results = wanted.map(({ chapter, title }) => {
    return { title, found: proof.results.find((each) => each.chapter === chapter && each.title === title) };
  });
  const failed = results.filter(({ found }) => found?.passed === false).map(({ title }) => title);
  if (failed.length > 0) return { status: 'unmet', what: `${what}: ${failed.length} do not hold.`, proof: failed };
  const unplayed = results.filter(({ found }) => found === undefined).map(({ title }) => title);
  if (unplayed.length > 0)
    return { status: 'not shown', what: `${what}: ${unplayed.length} were not played.`, proof: unplayed };
  return { status: 'met', what: `${what}: all hold, rehearsed ${proof.at}.`, proof: results.map(({ title }) => title) };
}

function wayBackOf({ name, checkout, pipelines }: KnownRepository): Shown {
  const back = pipelines.filter(({ purpose }) => purpose === 'roll back').map(({ file }) => file);
  if (back.length > 0) return { status: 'met', what: `${name} goes back by ${back.join(', ')}.`, proof: [] };
  if (!checkout) return { status: 'not shown', what: `${name}: its own workflows were not at hand.`, proof: [] };
  return {
    status: 'unmet',
    what: `${name} has no rollback workflow: an earlier version is deployed again.`,
    proof: [],
  };
}
