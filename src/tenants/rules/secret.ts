import { findingAt, type Finding, type Place } from '../finding';
import { allAttributes, type Attribute, type Node } from '../hcl/node';
import type { TenantRule } from '../tenant';

/** Names whose value is a secret. What follows the word tells where a secret is, not what it is: `secret_arn`. */
const NAMES =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key(?:_id)?|secret_?key|private_?key|credentials?|basic_auth|auth_key|salt)s?$/;
/** Values that are secrets whatever their name: keys of AWS, GitHub, Slack, Google and Stripe, PEM, JWT, a URL's user. */
const VALUES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|sk_live_\w{10,})/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  /\w:\/\/[^\s/:@]+:[^\s/@]+@/,
];

/** V12: a secret is read from Secrets Manager when it is needed; here, everybody who can read can use it. */
export const checkSecrets: TenantRule = function* ({ variableFiles, terraform }) {
  for (const file of variableFiles)
    for (const attribute of file.values.values()) yield* inNode(file, attribute.name, attribute.value);
  for (const file of terraform) {
    for (const { type, labels, body } of file.body?.blocks ?? []) {
      const name = type === 'variable' ? labels[0] : undefined;
      for (const attribute of allAttributes(body)) yield* inNode(file, nameOf(attribute, name), attribute.value);
    }
  }
};

/** The default of a variable goes by the variable's name. */
function nameOf({ name }: Attribute, variable: string | undefined): string {
  return variable !== undefined && name === 'default' ? variable : name;
}

function* inNode(file: Place, name: string, node: Node): Generator<Finding> {
  if (node.kind === 'object') {
    for (const entry of node.entries) yield* inNode(file, entry.name ?? name, entry.value);
  } else if (node.kind === 'list') for (const item of node.items) yield* inNode(file, name, item);
  else if (node.kind === 'text' && isSecret(name, node.value)) {
    // The value itself is not repeated: messages end up in logs and comments.
    const message = `${name} holds a secret in clear; everybody who can read the repository can use it.`;
    const fix = 'a name in Secrets Manager that the module reads; and change the secret, it is known now';
    yield findingAt('V12', file, node.start, { message, fix });
  }
}

function isSecret(name: string, value: string): boolean {
  if (VALUES.some((pattern) => pattern.test(value))) return true;
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
  if (value === '' || !NAMES.test(snake)) return false;
  const isArn = value.startsWith('arn:');
  const isParameter = value.startsWith('/') && /^[\w./-]+$/.test(value);
  const isName = /(?:secret|credential|token)s?$/.test(snake) && /^[a-z][\w.-]*(?:\/[a-z][\w.-]*)+$/.test(value);
  return !isArn && !isParameter && !isName;
}
