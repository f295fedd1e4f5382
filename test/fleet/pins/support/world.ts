// A table of one pin, and its repository as it is when nothing is wrong.
import { checkPins } from '../../../../src/fleet/pins/pins';
import type { Pin } from '../../../../src/github/pins';
import { actionYml, FakeActions, plainClient, sha, type FakeRepository } from './fake-actions';

export const NOW = new Date('2026-09-20T12:00:00Z');

/** The pin, and what GitHub has of it. */
export const PIN: Pin = {
  action: 'acme/build',
  version: 'v1.2.3',
  sha: sha('1'),
  released: '2026-08-01',
  runtime: 'node24',
  inputsReadAt: 'v1.2.3',
  inputs: { path: 'required', depth: 'optional' },
  outputs: ['out'],
};

export const INPUTS = { path: { required: true }, depth: { required: true, default: 1 } };

/** The repository of the pin; the argument adds to it or changes it. */
export function repository(more: Partial<FakeRepository> = {}): FakeRepository {
  return {
    ...more,
    tags: { 'v1.2.3': { commit: sha('1'), released: '2026-08-01T10:00:00Z' }, ...more.tags },
    files: { [`${sha('1')}:action.yml`]: actionYml(INPUTS), ...more.files },
  };
}

const servers: FakeActions[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Serves repositories until the test is over. */
export async function serve(repositories: Record<string, FakeRepository>) {
  const fake = new FakeActions(repositories);
  servers.push(fake);
  const url = await fake.open();
  return { fake, url, api: plainClient(url) };
}

export interface Checked {
  readonly code: number;
  readonly text: string;
}

/** `pins check` of one pin in a world. */
export async function checkOf(
  there: FakeRepository | undefined,
  { pin = PIN, now = NOW, fault }: { pin?: Pin; now?: Date; fault?: FakeActions['fault'] } = {},
): Promise<Checked> {
  const { api, fake } = await serve(there === undefined ? {} : { 'acme/build': there });
  if (fault !== undefined) fake.fault = fault;
  const printed: string[] = [];
  const code = await checkPins([pin], api, false, { now, print: (line) => printed.push(line) });
  return { code, text: printed.join('\n') };
}
