import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { anyOf } from '../../src/runner/any-of';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** A signal of two others to which somebody still listens, and nobody else knows. */
function forgotten(): WeakRef<AbortSignal> {
  const signal = anyOf(new AbortController().signal, new AbortController().signal);
  signal.addEventListener('abort', () => undefined);
  return new WeakRef(signal);
}

test('It aborts when one of the signals does, once.', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const signal = anyOf(one.signal, other.signal);
  const heard = jest.fn();
  signal.addEventListener('abort', heard);
  expect(signal.aborted).toBe(false);
  other.abort();
  one.abort();
  expect([signal.aborted, heard.mock.calls.length]).toEqual([true, 1]);
});

test('It is aborted from the start where one of the signals is.', () => {
  expect(anyOf(new AbortController().signal, AbortSignal.abort()).aborted).toBe(true);
});

test('It is collected with its last user, also while somebody listens to it.', async () => {
  const signals = Array.from({ length: 10 }, forgotten);
  for (let turn = 0; turn < 5; turn += 1) {
    await setImmediate(); // a reference that was looked at stays for the turn
    collect();
  }
  expect(signals.filter((each) => each.deref() !== undefined)).toEqual([]);
});
