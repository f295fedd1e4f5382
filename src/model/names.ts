import { Memory } from './memory';

/** Legal forms of names, each as its service documents them. */
const FORMS = {
  repository: {
    pattern: /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/,
    form: 'letters, digits, ".", "_", "-"; not "." or "..", and no ".git" at the end',
  },
  owner: { pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, form: 'a GitHub owner: letters, digits, "-"' },
  app: { pattern: /^[a-z0-9][a-z0-9-]*$/, form: 'the slug of a GitHub App, as in the address of its page' },
  variable: {
    pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/,
    form: 'capitals, digits and "_", not beginning with a digit or "GITHUB_"',
  },
  team: { pattern: /^[a-z0-9][a-z0-9_-]*$/, form: 'the slug of a team, such as "tech-lead"' },
  environment: { pattern: /^[a-z][a-z0-9-]{0,31}$/, form: 'lower-case letters, digits, "-", such as "sit"' },
  workflow: { pattern: /^[a-z0-9][a-z0-9._-]*\.ya?ml$/, form: 'the file name of a workflow, such as "deploy.yml"' },
  caller: {
    pattern: /^(?!.*\.ya?ml$)[a-z0-9][a-z0-9._-]*$/,
    form: 'a workflow file without ".yml", such as "rollback"',
  },
  // A comma would part it from the next one in GitHub's own filters.
  label: { pattern: /^(?! )[^,\p{Cc}]{1,50}(?<! )$/u, form: 'up to 50 characters, no comma, no space at the ends' },
  branch: { pattern: /^[\w./*-]+$/, form: 'a branch or pattern of letters, digits and _ . / * -' },
  service: { pattern: /^[A-Za-z0-9_][A-Za-z0-9 ._-]{0,99}$/, form: 'letters, digits, spaces, ".", "_", "-"' },
  stack: { pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/, form: 'a letter, then letters, digits, "-" (at most 128)' },
  function: { pattern: /^[A-Za-z0-9-_]{1,64}$/, form: 'letters, digits, "-", "_" (at most 64)' },
  logicalId: { pattern: /^[A-Za-z0-9]{1,255}$/, form: 'letters and digits, as in the template' },
  alias: { pattern: /^(?!\d+$)[A-Za-z0-9-_]{1,128}$/, form: 'letters, digits, "-", "_", not digits alone' },
  role: { pattern: /^[\w+=,.@-]{1,64}$/, form: 'the name of an IAM role, without path or ARN' },
  // AWS takes spaces in tags, and "=" in keys; here they separate one tag from the next.
  tag: {
    pattern: /^(?!aws:)(?!(?:environment|managed-by|version|digest|run-id)$)[\p{L}\p{N}_.:/+@-]{1,128}$/u,
    form: 'letters, digits and _ . : / + - @, not "aws:" and no tag that a deployment sets',
  },
  tagValue: { pattern: /^[\p{L}\p{N}_.:/=+@-]{1,256}$/u, form: 'letters, digits and _ . : / = + - @, no spaces' },
  table: { pattern: /^[\w.-]{3,255}$/, form: 'letters, digits, "_", ".", "-" (3 to 255)' },
  cluster: { pattern: /^[A-Za-z0-9_-]{1,255}$/, form: 'letters, digits, "-", "_", and {env}' },
  ecsService: { pattern: /^[A-Za-z0-9_-]{1,255}$/, form: 'letters, digits, "-", "_", and {tenant}' },
  targetGroup: {
    pattern: /^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/,
    form: 'letters, digits, "-" (at most 32), and {tenant:16} for the first letters of a tenant',
  },
  bucket: {
    pattern: /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    form: 'lower-case letters, digits, ".", "-" (3 to 63), and {env}',
  },
  prefix: { pattern: /^(?:[\w.-]+\/)+$/, form: 'folders of letters, digits and _ . -, with "/" at the end' },
  keyAlias: { pattern: /^alias\/(?!aws\/)[\w/-]{1,250}$/, form: 'an alias such as "alias/terraform-{env}"' },
  resourceType: { pattern: /^[a-z][a-z0-9_]*$/, form: 'a type of resources, such as "aws_db_instance"' },
  time: { pattern: /^([01]\d|2[0-3]):[0-5]\d$/, form: 'HH:MM, such as "22:00"' },
  zoneLabel: { pattern: /^[A-Za-z0-9 +:/_-]{1,40}$/, form: 'what people call the zone, such as "SAST"' },
  account: { pattern: /^\d{12}$/, form: 'twelve digits in quotes, such as "093646564004"' },
} as const;

export type NameKind = keyof typeof FORMS;

/** Whether `value` is a legal name of its kind. Anything that is not text is not. */
export function isLegal(kind: NameKind, value: unknown): boolean {
  return typeof value === 'string' && FORMS[kind].pattern.test(value);
}

/** What a legal name of this kind looks like, for error messages. */
export function legalForm(kind: NameKind): string {
  return FORMS[kind].form;
}

const CRON_FIELDS = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'day of week', from: 0, to: 6 },
] as const;

/** Why GitHub would refuse this schedule, or undefined when it is legal: five fields of numbers, `*`, `,`, `-`, `/`. */
export function cronFault(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS.length) return `it has ${fields.length} fields, not 5`;
  for (const [i, { name, from, to }] of CRON_FIELDS.entries()) {
    if (!(fields[i] ?? '').split(',').every((part) => isCronPart(part, from, to))) {
      return `its ${name} "${fields[i] ?? ''}" is not ${from}-${to}, "*", a list, a range or a step`;
    }
  }
  return undefined;
}

function isCronPart(part: string, from: number, to: number): boolean {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/([1-9]\d*))?$/.exec(part);
  if (!match) return false;
  const [first, last] = [match[1], match[2]].map((text) => (text === undefined ? undefined : Number(text)));
  const inside = [first, last].every((value) => value === undefined || (value >= from && value <= to));
  return inside && (first === undefined || last === undefined || first <= last);
}

/** Whether the path stays inside the folder that it is relative to. */
export function staysInside(path: unknown): boolean {
  if (typeof path !== 'string' || path === '' || path.startsWith('/')) return false;
  // A tab or a new line would end the path where workflows list several.
  if (/^[A-Za-z]:|\\|\p{Cc}/u.test(path)) return false;
  return !path.split('/').includes('..');
}

/** Whether this is a time zone of the IANA database, written as there: a shell takes any other text for UTC. */
export function isTimezone(zone: unknown): boolean {
  return typeof zone === 'string' && /^[A-Z]/.test(zone) && zones.recall(zone, () => isKnownZone(zone));
}

const zones = new Memory<boolean>(10);

function isKnownZone(zone: string): boolean {
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return known === zone || known.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
