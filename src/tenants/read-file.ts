import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { Memory } from '../model/memory';
import { findingAt, findingIn, type Finding } from './finding';
import type { Attribute, Body } from './hcl/node';
import { parseFile } from './hcl/parse-body';
import { ReadingError } from './hcl/reading-error';
import { Source } from './hcl/source';
import { readVariables } from './hcl/variables';
import { attributeOf, type TerraformFile, type VariableFile } from './tenant';

/** Bytes; larger files are no configuration that a person reviews. */
const MAX_SIZE = 1_048_576;

/** What a file became, or why it did not. */
export type Read<T> = { readonly value: T } | { readonly finding: Finding };

/** Most tenants have the same `.tf` files, so each text is read once. */
const bodies = new Memory<Body | ReadingError>(200);

/** Reads a file as text; what cannot be read is a finding. */
export function readSource(file: string, path: string): Read<Source> {
  try {
    const { size } = statSync(file);
    if (size <= MAX_SIZE) return { value: new Source(readFileSync(file)) };
    const message = `The file has ${size} bytes, and more than ${MAX_SIZE} are not read.`;
    return { finding: findingIn('V00', path, { message, fix: 'a file that holds configuration only' }) };
  } catch (error) {
    const message = `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    return { finding: findingIn('V00', path, { message, fix: 'a file that may be read' }) };
  }
}

/** The beginning of a file, for telling what it is; empty where it cannot be read. */
export function readHead(file: string): Uint8Array {
  try {
    const descriptor = openSync(file, 'r');
    const head = new Uint8Array(512);
    const length = readSync(descriptor, head);
    closeSync(descriptor);
    return head.subarray(0, length);
  } catch {
    return new Uint8Array();
  }
}

export function readTerraformFile(source: Source, path: string): { file: TerraformFile; finding?: Finding } {
  const read = bodies.recall(source.text, () => attempt(() => parseFile(source)));
  if (!(read instanceof ReadingError)) return { file: { path, source, body: read } };
  return { file: { path, source, body: undefined }, finding: unreadable(read, path, source) };
}

export function readVariableFile(
  source: Source,
  place: { readonly path: string; readonly name: string },
  environments: readonly string[],
  environmentField: string,
): { file: VariableFile; finding?: Finding } {
  const read = attempt(() => readVariables(place.name, source));
  const failed = read instanceof ReadingError;
  const attributes: readonly Attribute[] = failed ? [] : read;
  const values = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const named = environments.find((name) => new RegExp(`^${name}\\.tfvars(\\.json)?$`).test(place.name));
  const own = attributeOf({ attributes, blocks: [] }, environmentField)?.value;
  const told = own?.kind === 'text' && environments.includes(own.value) ? own.value : undefined;
  const file = { ...place, source, values, readable: !failed, named, environment: named ?? told };
  return failed ? { file, finding: unreadable(read, place.path, source) } : { file };
}

function unreadable(error: ReadingError, path: string, source: Source): Finding {
  return findingAt('V00', { path, source }, error.start, { message: error.message, fix: error.fix });
}

function attempt<T>(work: () => T): T | ReadingError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReadingError) return error;
    throw error;
  }
}
