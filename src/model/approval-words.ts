/** Who is asked before something happens, and when it may, in words of the platform table. */
import type { Environment, GitHubEnvironment, Platform } from './platform';

/** `2 different people, tech-lead in ..., then operations-lead in ..., then 10 min; never who started it`, or `nobody`. */
export function approvalWords(platform: Platform, gate: GitHubEnvironment): string {
  if (gate.approvals === 0) return 'nobody';
  const count = gate.approvals === 1 ? '1 person' : `${gate.approvals} different people`;
  if (platform.approval === 'pull-request') {
    const pause = gate.pauseMinutes === 0 ? '' : `, then ${gate.pauseMinutes} min`;
    return `${count} with write access, in the pull request${pause}; never who asked, wrote or merged it`;
  }
  const people = gate.chain.map((name) => `${reviewersOf(platform, name)} in \`${name}\``);
  const wait = gate.waitMinutes === 0 ? '' : `, then ${gate.waitMinutes} min`;
  return `${count}, ${people.join(', then ')}${wait}; never who started it`;
}

/** Teams that review a GitHub environment. */
export function reviewersOf({ githubEnvironments }: Platform, name: string): string {
  const reviewers = githubEnvironments.find((each) => each.name === name)?.reviewers ?? [];
  return reviewers.length === 0 ? 'no reviewers' : reviewers.join(' or ');
}

/** The maintenance windows: `Tue 22:00–02:00, Sat 06:00–10:00 SAST`; empty where there are none. */
export function windowWords({ timezoneLabel }: Platform, { windows }: Environment): string {
  if (windows.length === 0) return '';
  return `${windows.map(({ day, from, to }) => `${day} ${from}–${to}`).join(', ')} ${timezoneLabel}`;
}

/** What must be seen of a version before it goes on: time, errors and throttles; empty where nothing is asked. */
export function proofWords({ soakHours, stability }: Environment): string {
  const hours = soakHours === 0 ? [] : [`${soakHours} h there`];
  const calm = stability && `fewer than ${stability.errorLimit} errors and no throttle in ${stability.hours} h`;
  return [...hours, ...(calm === undefined ? [] : [calm])].join(', ');
}
