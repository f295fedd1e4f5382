/** Who approves, and when deployments are welcome, as the platform table says. */
import type { Environment, GitHubEnvironment, Platform } from '../../model/platform';

/** A different person for each GitHub environment that the deployment has to pass. */
export function approvalsFor(
  { githubEnvironments }: Platform,
  gate: GitHubEnvironment,
): Readonly<Record<string, string>> {
  const asking = githubEnvironments.filter(({ name, reviewers }) => gate.chain.includes(name) && reviewers.length > 0);
  return Object.fromEntries(asking.map(({ name }, i) => [name, `reviewer-${i + 1}`]));
}

/** The next time, not before this one, at which a window of the environment has been open for half an hour. */
export function nextWindow({ windows }: Environment, { timezone }: Platform, after: Date): Date {
  if (windows.length === 0) return after;
  const step = 30 * 60_000;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const local = (time: number): string => format.format(time).replace(',', '');
  const first = Math.ceil(after.getTime() / step) * step;
  const times = Array.from({ length: 7 * 48 }, (_, i) => first + i * step);
  const opens = windows.map(({ day, from }) => `${day} ${from}`);
  const found = times.find((time) => opens.includes(local(time - step)));
  if (found === undefined) throw new Error(`No window of ${opens.join(', ')} begins on a half hour.`);
  return new Date(found);
}
