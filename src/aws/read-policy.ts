import type { Conditions, OneOrMore, PolicyDocument, Principal, Statement } from './policy';

/** What is wrong with the text of a policy. AWS answers MalformedPolicyDocument. */
export class PolicyError extends Error {}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/** The policy in a text of JSON. Throws PolicyError for what IAM refuses, and for elements that nothing here can judge. */
export function readPolicy(text: string): PolicyDocument {
  const found = parse(text);
  if (!isRecord(found)) throw new PolicyError('A policy is an object with Version and Statement.');
  const { Version, Statement } = found;
  if (Version !== '2012-10-17')
    throw new PolicyError(`Version is ${JSON.stringify(Version)}: write "2012-10-17", older ones lack variables.`);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return { Version, Statement: statements.map((each: unknown, i) => readStatement(each, `Statement ${i + 1}`)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicyError(`The policy is no JSON: ${String(error)}`, { cause: error });
  }
}

function readStatement(found: unknown, place: string): Statement {
  if (!isRecord(found)) throw new PolicyError(`${place} is no object.`);
  const strange = Object.keys(found).filter((key) => !ELEMENTS.includes(key));
  if (strange.length > 0) {
    throw new PolicyError(`${place} has ${strange.join(', ')}, which is not judged here. Use ${ELEMENTS.join(', ')}.`);
  }
  const { Sid, Effect, Principal, Action, Resource, Condition } = found;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyError(`${place}: Effect is "Allow" or "Deny".`);
  if (Sid !== undefined && typeof Sid !== 'string') throw new PolicyError(`${place}: Sid is a text.`);
  if ((Principal === undefined) === (Resource === undefined))
    throw new PolicyError(`${place} needs either Principal (a trust policy) or Resource (a permission policy).`);
  return {
    ...(Sid !== undefined && { Sid }),
    Effect,
    ...(Principal !== undefined && { Principal: readPrincipal(Principal, place) }),
    Action: readList(Action, `${place}, Action`),
    ...(Resource !== undefined && { Resource: readResources(Resource, place) }),
    ...(Condition !== undefined && { Condition: readConditions(Condition, place) }),
  };
}

function readPrincipal(found: unknown, place: string): Principal {
  if (found === '*') return found;
  if (!isRecord(found)) throw new PolicyError(`${place}: Principal is "*" or an object.`);
  return mapValues(found, (value, kind) => readList(value, `${place}, Principal ${kind}`));
}

function readResources(found: unknown, place: string): OneOrMore {
  const resources = readList(found, `${place}, Resource`);
  for (const each of typeof resources === 'string' ? [resources] : resources) {
    if (each !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(each))
      throw new PolicyError(`${place}: Resource "${each}" is neither an ARN nor "*".`);
  }
  return resources;
}

function readConditions(found: unknown, place: string): Conditions {
  if (!isRecord(found)) throw new PolicyError(`${place}: Condition is an object.`);
  return mapValues(found, (keys, operator) => {
    if (!isRecord(keys)) throw new PolicyError(`${place}: Condition ${operator} is an object.`);
    return mapValues(keys, (value, key) => readList(value, `${place}, ${operator} ${key}`));
  });
}

/** Numbers and truth values may stand without quotes. */
function readList(found: unknown, place: string): OneOrMore {
  if (typeof found === 'string') return found;
  if (typeof found === 'boolean' || typeof found === 'number') return String(found);
  if (!Array.isArray(found) || found.length === 0) throw new PolicyError(`${place} is a text or a list of texts.`);
  return found.map((each: unknown) => {
    if (typeof each !== 'string' && typeof each !== 'boolean' && typeof each !== 'number')
      throw new PolicyError(`${place} has ${JSON.stringify(each)}, which is no text.`);
    return String(each);
  });
}

function mapValues<T>(found: Record<string, unknown>, read: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, read(value, key)]));
}

function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}
