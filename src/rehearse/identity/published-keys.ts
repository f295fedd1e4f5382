import type { PublishedKey } from './token';

/** The keys that an issuer publishes at an address; none for no address. Asked each time: an issuer may change them. */
export async function readKeys(address: string | undefined): Promise<readonly PublishedKey[] | undefined> {
  if (address === undefined) return undefined;
  const configuration = await readJson(`${address}/.well-known/openid-configuration`);
  const place: unknown = Reflect.get(configuration, 'jwks_uri');
  if (typeof place !== 'string') throw new Error(`The configuration of the issuer at ${address} has no jwks_uri.`);
  const keys: unknown = Reflect.get(await readJson(place), 'keys');
  if (!Array.isArray(keys)) throw new Error(`The issuer publishes no list of keys at ${place}.`);
  return keys.filter(isKey);
}

async function readJson(address: string): Promise<object> {
  const response = await fetch(address);
  const found: unknown = await response.json();
  if (!response.ok || typeof found !== 'object' || found === null)
    throw new Error(`${address} answers ${response.status} and no object.`);
  return found;
}

function isKey(found: unknown): found is PublishedKey {
  if (typeof found !== 'object' || found === null) return false;
  return ['kty', 'alg', 'use', 'kid', 'n', 'e'].every((name) => typeof Reflect.get(found, name) === 'string');
}
