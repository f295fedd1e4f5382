/** Maintenance windows as instants, computed from the platform's table alone. */
import type { Environment, Platform } from '../../model/platform';

export interface Opening {
  readonly start: Date;
  readonly end: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** All openings of an environment's windows that end after a time, for so many days, in the order of their start. */
export function openings({ windows }: Environment, { timezone }: Platform, after: Date, days = 9): Opening[] {
  const dates = Array.from({ length: days + 2 }, (_, i) => localDate(timezone, after.getTime() + (i - 1) * DAY));
  return dates
    .flatMap((date, i) =>
      windows
        .filter(({ day }) => weekday(date) === day)
        .map(({ from, to }) => {
          const last = to > from ? date : (dates[i + 1] ?? date);
          return { start: instant(timezone, date, from), end: instant(timezone, last, to) };
        }),
    )
    .filter(({ end }) => end > after)
    .sort((one, other) => one.start.getTime() - other.start.getTime());
}

/** Whether a deployment may begin: some window is open, and as much of it is left as a deployment needs. */
export function mayBegin(environment: Environment, platform: Platform, at: Date): boolean {
  const reserve = platform.windowReserveMinutes * MINUTE;
  return openings(environment, platform, at).some(
    ({ start, end }) => at >= start && at.getTime() <= end.getTime() - reserve,
  );
}

/** How people of the platform write a time: `Thu 31 Dec 22:00 SAST`. */
export function said(at: Date, { timezone, timezoneLabel }: Platform): string {
  const names = { timeZone: timezone, weekday: 'short', day: '2-digit', month: 'short' } as const;
  const parts = partsOf(new Intl.DateTimeFormat('en-US', names), at);
  const time = partsOf(clockIn(timezone), at);
  const [weekdayName, day, month] = ['weekday', 'day', 'month'].map((name) => parts.get(name) ?? '');
  return `${weekdayName} ${day} ${month} ${time.get('hour')}:${time.get('minute')} ${timezoneLabel}`;
}

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const numbers = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numbers });
}

function partsOf(format: Intl.DateTimeFormat, at: Date | number): Map<string, string> {
  return new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `2026-12-31` */
function localDate(timezone: string, at: number): string {
  const parts = partsOf(clockIn(timezone), at);
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

function weekday(date: string): string {
  return new Date(`${date}T12:00:00Z`).toUTCString().slice(0, 3);
}

/** The instant at which clocks of a zone show that. */
function instant(timezone: string, date: string, time: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const shown = (at: number): number => {
    const parts = partsOf(clockIn(timezone), at);
    return Date.parse(`${localDate(timezone, at)}T${parts.get('hour')}:${parts.get('minute')}:00Z`);
  };
  const near = wanted - (shown(wanted) - wanted);
  return new Date(near - (shown(near) - wanted));
}
