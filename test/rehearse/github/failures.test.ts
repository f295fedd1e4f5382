import type { Failure } from '../../../src/rehearse/github';
import { NOON, World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

const RUNS = 'GET /repos/acme/shop/actions/runs';

function meet(...failures: Failure[]): void {
  world.github.failures = failures;
}

describe('a status has the words of GitHub', () => {
  test.each([
    [401, 'Bad credentials'],
    [403, 'Resource not accessible by integration'],
    [404, 'Not Found'],
    [409, 'Conflict'],
    [422, 'Validation Failed'],
    [500, 'Server Error'],
  ])('%d', async (status, message) => {
    meet({ match: /runs/, status });
    const { status: told, body, headers } = await world.call(RUNS);
    expect([told, body]).toEqual([status, { message, documentation_url: expect.any(String), status: String(status) }]);
    expect(headers.get('content-type')).toMatch('application/json');
  });

  test.each([502, 503, 504])('%d comes from a gateway, which does not speak JSON', async (status) => {
    meet({ match: /runs/, status });
    const { status: told, body, headers } = await world.call(RUNS);
    expect([told, typeof body, headers.get('content-type')]).toEqual([status, 'string', 'text/html']);
  });

  test('unless the story has words and headers of its own', async () => {
    meet({ match: /runs/, status: 418, body: 'tea', headers: { 'x-pot': 'small' } });
    const { status, body, headers } = await world.call(RUNS);
    expect([status, body, headers.get('x-pot')]).toEqual([418, 'tea', 'small']);
  });

  test('a status without usual words has none', async () => {
    meet({ match: /runs/, status: 418 });
    expect(await world.call(RUNS)).toMatchObject({ status: 418, body: '' });
  });
});

describe('rate limits', () => {
  test.each([403, 429])('the primary one, as %d', async (status) => {
    meet({ match: /runs/, limit: 'primary', status, retryAfter: 90 });
    const { status: told, body, headers } = await world.call(RUNS);
    expect([told, body.message]).toEqual([status, expect.stringContaining('API rate limit exceeded')]);
    const seen = ['x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'].map((name) => headers.get(name));
    expect(seen).toEqual(['0', String(Date.parse(NOON) / 1000 + 90), '90']);
  });

  test('the secondary one says so, and when to try again', async () => {
    meet({ match: /runs/, limit: 'secondary' });
    const { status, body, headers } = await world.call(RUNS);
    expect([status, body.message]).toEqual([403, expect.stringContaining('secondary rate limit')]);
    expect([headers.get('retry-after'), headers.get('x-ratelimit-remaining')]).toEqual(['60', '1000']);
  });

  test('every answer says what is left, and a thousand calls in an hour are all', async () => {
    const left = async (): Promise<string | null> => (await world.call(RUNS)).headers.get('x-ratelimit-remaining');
    expect([await left(), await left()]).toEqual(['999', '998']);
    for (let i = 0; i < 998; i++) await world.call(RUNS);
    const { status, body, headers } = await world.call(RUNS);
    expect([status, body.message, headers.get('x-ratelimit-remaining')]).toEqual([403, expect.any(String), '0']);
    expect((await world.call('GET /rate_limit')).body.rate).toEqual({
      ...{ limit: 1000, used: 1000, remaining: 0 },
      reset: Date.parse(NOON) / 1000 + 3600,
    });
    world.pass(3600);
    expect(await left()).toBe('999');
  });

  test('without a token there are sixty, and asking for them is no call', async () => {
    const { body } = await world.call('GET /rate_limit', { token: '' });
    expect(body).toMatchObject({ rate: { limit: 60, remaining: 60 }, resources: { core: { limit: 60 } } });
  });
});

describe('the connection', () => {
  test('is slow when the story wants it, and the answer is as usual', async () => {
    meet({ match: /runs/, delay: 150 });
    const start = Date.now();
    expect(await world.call(RUNS)).toMatchObject({ status: 200, body: { total_count: 0 } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(145);
  });

  test('a slow failure is both', async () => {
    meet({ match: /runs/, delay: 100, status: 503 });
    const start = Date.now();
    expect((await world.call(RUNS)).status).toBe(503);
    expect(Date.now() - start).toBeGreaterThanOrEqual(95);
  });

  test('is reset without an answer; what the call did is done', async () => {
    meet({ match: /POST .*issues/, connection: 'reset' });
    await expect(world.call('POST /repos/acme/shop/issues', { json: { title: 'Broken' } })).rejects.toThrow(
      'fetch failed',
    );
    expect(world.shop.issues).toHaveLength(1);
  });

  test('ends in the middle of the body', async () => {
    meet({ match: /runs/, connection: 'truncated' });
    await expect(world.call(RUNS)).rejects.toThrow('terminated');
  });
});

describe('a failure meets', () => {
  const statuses = async (count: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < count; i++) seen.push((await world.call(RUNS)).status);
    return seen;
  };

  test.each<[string, Partial<Failure>, number[]]>([
    ['every call', {}, [500, 500, 500, 500]],
    ['the first ones', { times: 2 }, [500, 500, 200, 200]],
    ['those from some call on', { nth: 3 }, [200, 200, 500, 500]],
    ['just the n-th', { nth: 2, times: 1 }, [200, 500, 200, 200]],
    ['none', { times: 0 }, [200, 200, 200, 200]],
  ])('%s', async (_, more, expected) => {
    meet({ match: /runs$/, status: 500, ...more });
    expect(await statuses(4)).toEqual(expected);
  });

  test('only calls that look so, with their query', async () => {
    meet({ match: /^GET .*runs\?branch=main$/, status: 500 });
    expect(await statuses(1)).toEqual([200]);
    expect((await world.call(`${RUNS}?branch=main`)).status).toBe(500);
    expect((await world.call(`${RUNS}?branch=next`)).status).toBe(200);
  });

  test('a call before it is known who calls, and nothing is changed', async () => {
    meet({ match: /issues/, status: 502 });
    expect((await world.call('POST /repos/acme/shop/issues', { json: { title: 'x' } })).status).toBe(502);
    expect((await world.call('GET /repos/acme/shop/issues', { token: '' })).status).toBe(502);
    expect(world.shop.issues).toEqual([]);
  });

  test('one after another, as listed, and the record tells', async () => {
    meet({ match: /runs/, status: 500, times: 1 }, { match: /runs/, status: 502, times: 1 });
    expect(await statuses(3)).toEqual([500, 502, 200]);
    expect(world.github.requests.map(({ job, failed }) => [job, failed])).toEqual([
      ['test', true],
      ['test', true],
      ['test', false],
    ]);
  });

  test('each call, also with an expression that remembers where it was', async () => {
    meet({ match: /runs/g, status: 500 });
    expect(await statuses(3)).toEqual([500, 500, 500]);
  });
});

test('a body that is no JSON is refused as GitHub does it', async () => {
  const refused = async (bytes: string): Promise<[number, string]> => {
    const { status, body } = await world.call('POST /repos/acme/shop/issues', { bytes });
    return [status, body.message];
  };
  expect(await refused('{"title":')).toEqual([400, 'Problems parsing JSON']);
  expect(await refused('[1]')).toEqual([400, 'Body should be a JSON object']);
  expect(await refused('')).toEqual([422, 'Invalid request.\n\n"title" wasn\'t supplied.']);
  expect(await refused('{"title":1}')).toEqual([422, `Invalid request.\n\nFor 'properties/title', 1 is not a string.`]);
  expect(await refused('{"title":null}')).toEqual([422, expect.stringContaining('null is not a string')]);
  expect(await refused('{"title":"x","labels":"bug"}')).toEqual([
    422,
    expect.stringContaining('"bug" is not an array'),
  ]);
  expect(await refused('{"title":"x","labels":[1]}')).toEqual([
    422,
    expect.stringContaining(`'properties/labels/0', 1`),
  ]);
});
