import { runScript } from '../../support/run-script';

const FUNCTIONS = 'Main=orders-dev';

test.each(['HOURS', 'ERROR_LIMIT', 'SINCE'])(
  'a stability check without %s refuses before it asks for any number',
  async (name) => {
    const env = { FUNCTIONS, ALIAS: 'latest', HOURS: '24', ERROR_LIMIT: '5', SINCE: '1', [name]: '' };
    const { code, output } = await runScript('check-stability', { env });
    expect([code, output]).toEqual([1, '::error::"" is no number: the table or the stack was not read.\n']);
  },
);

test.each(['WATCH_MINUTES', 'ERROR_LIMIT', 'THROTTLE_LIMIT'])(
  'a watch without %s fails before it invokes anything',
  async (name) => {
    const env = { FUNCTIONS, ALIAS: 'latest', WATCH_MINUTES: '5', ERROR_LIMIT: '5', THROTTLE_LIMIT: '10', [name]: '' };
    const { code, output } = await runScript('watch-deployment', { env });
    expect([code, output]).toEqual([1, '::error::"" is no number: the table was not read.\n']);
  },
);
