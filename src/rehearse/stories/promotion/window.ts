import { expectEqual, expectRefused, expectSaid, expectServed, expectStep, expectSuccess } from '../../expectations';
import type { RunStart } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { mayBegin, openings, said } from '../../stage/windows';
import { promotes, type Chapter, type Story } from '../../story';

const MINUTE = 60_000;
const REASON = { incident_ticket: 'INC-1234', reason: 'callers see errors, lead decided' };

/** What the preflight says of the windows of the last environment at a time. The run ends there: nothing is deployed. */
async function expectTold(stage: Stage, at: Date): Promise<void> {
  const { delivery, parts } = stage;
  const { platform } = parts.project.model;
  parts.clock.set(at);
  const end = await delivery.propose(delivery.last);
  const open = mayBegin(delivery.last, platform, at);
  const next = openings(delivery.last, platform, at).find(({ start }) => start > at);
  const closed = `The next one starts ${next === undefined ? 'never' : said(next.start, platform)}.`;
  expectSaid(end, open ? 'The maintenance window is open until' : closed);
  expectRefused(end, 'nothing was deployed there yet');
}

/** Every edge of the first opening after a day: a minute before it opens, then, with just enough left, and too little. */
function edges(season: string, day: string): Story {
  return {
    title: `Each edge of a maintenance window is where the clocks of the platform show it ${season}.`,
    from: 'fresh',
    play: async (stage) => {
      const { delivery, parts } = stage;
      const { platform } = parts.project.model;
      const after = new Date(`${parts.clock.now().getUTCFullYear() + 1}-${day}`);
      const [opening] = openings(delivery.last, platform, after);
      if (opening === undefined) throw new Error('No window opens within nine days.');
      const [start, last] = [opening.start.getTime(), opening.end.getTime() - platform.windowReserveMinutes * MINUTE];
      for (const time of [start - MINUTE, start, last - MINUTE, last + 1000]) await expectTold(stage, new Date(time));
    },
  };
}

/** A time at which too little is left of a window, and no other is open or opens for an hour. */
function closedTime(stage: Stage): Date {
  const { delivery, parts } = stage;
  const { platform } = parts.project.model;
  const reserve = platform.windowReserveMinutes * MINUTE;
  const times = openings(delivery.last, platform, parts.clock.now()).map(({ end }) => end.getTime() - reserve + MINUTE);
  const found = times.find((time) =>
    [0, 30, 60].every((later) => !mayBegin(delivery.last, platform, new Date(time + later * MINUTE))),
  );
  if (found === undefined) throw new Error('Some window is always open.');
  return new Date(found);
}

/** Starts the promotion into the last environment when no window is open. */
async function promoteOutside(stage: Stage, start: RunStart = {}): Promise<ReturnType<Stage['run']>> {
  stage.parts.clock.set(closedTime(stage));
  return stage.delivery.promote(stage.delivery.last, start);
}

/** When deployments into the last environment may begin. */
export const window: Chapter = {
  name: 'promotion-window',
  when: (model) => promotes(model) && (model.platform.environments.at(-1)?.windows.length ?? 0) > 0,
  stories: [
    edges('in summer', '07-01T12:00:00Z'),
    edges('in winter', '01-10T12:00:00Z'),
    edges('over New Year', '12-30T23:30:00Z'),
    {
      title: 'Outside a window the next one is told at once; who approves too early gets a refusal that says so.',
      from: 'promoted',
      play: async (stage) => {
        const end = await promoteOutside(stage);
        expectStep(end, 'Tell the next maintenance window', 'success');
        expectSaid(end, 'Approvals can be collected now; the window is enforced after them.');
        expectRefused(end, /##\[error\]No maintenance window is open .* Let it start inside a window/);
      },
    },
    {
      title: 'A window that closes while people are asked is closed.',
      from: 'promoted',
      core: true,
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { platform } = parts.project.model;
        const now = parts.clock.now();
        const [opening] = openings(delivery.last, platform, now);
        const late = (opening?.end.getTime() ?? 0) - platform.windowReserveMinutes * MINUTE + 1000;
        const meanwhile = {
          [delivery.gate(delivery.last).name]: (): void => {
            parts.clock.set(new Date(late));
          },
        };
        expectEqual(mayBegin(delivery.last, platform, now), true, 'Whether the window is open at first');
        expectRefused(await delivery.promote(delivery.last, { meanwhile }), /##\[error\]No maintenance window is open/);
      },
    },
    emergency('without a ticket', { incident_ticket: '' }, 'An emergency needs the ticket of its incident'),
    emergency('with something else for a ticket', { incident_ticket: 'urgent!' }, '"urgent!" is none'),
    emergency('without a reason', { reason: '' }, 'an emergency needs a reason of at least 10 letters'),
    emergency('with spaces for a reason', { reason: ' '.repeat(12) }, 'an emergency needs a reason of at least'),
    {
      title: 'An emergency with ticket and reason is deployed outside the windows, and its record has both.',
      from: 'promoted',
      play: async (stage) => {
        const end = await promoteOutside(stage, { inputs: { emergency: true, ...REASON } });
        expectSuccess(end);
        expectSaid(end, 'This is an emergency, so the deployment goes on.');
        expectSaid(end, `| Reason | ${REASON.incident_ticket} ${REASON.reason} |`);
        await expectServed(stage, stage.delivery.last.name, '1.0.0');
      },
    },
  ],
};

/** A declaration of an emergency that is not whole. */
function emergency(how: string, missing: Partial<typeof REASON>, reason: string): Story {
  return {
    title: `An emergency ${how} is refused before anybody is asked.`,
    from: 'fresh',
    play: async ({ delivery }) => {
      const inputs = { emergency: true, ...REASON, ...missing };
      expectRefused(await delivery.propose(delivery.last, { inputs }), reason);
    },
  };
}
