import { parseDocument } from 'yaml';
import type { Fields } from './fields';
import type { Need } from './judge-policy';
import type { Place } from './resources';

/** Reads a template that lies in S3; nothing where it cannot be read. */
export type ReadTemplate = (url: string) => Promise<string | undefined>;

const CHANGES = ['CreateChangeSet', 'CreateStack', 'UpdateStack'];

/** What a change of a stack needs besides the permission of its own name: role, template, tags, transforms. */
export async function stackNeeds(action: string, fields: Fields, place: Place, read: ReadTemplate): Promise<Need[]> {
  const url = fields.one('TemplateURL');
  const needs: Need[] = [];
  if (url !== undefined) needs.push({ action: 's3:GetObject', resource: objectOf(url) });
  if (!CHANGES.includes(action)) return needs;
  const stack = fields.one('StackName') ?? '';
  const arn = `arn:aws:cloudformation:${place.region}`;
  const role = fields.one('RoleARN');
  if (role !== undefined)
    needs.push({ action: 'iam:PassRole', resource: role, passedTo: 'cloudformation.amazonaws.com' });
  if (fields.has('Tags')) {
    const resource = stack.startsWith('arn:') ? stack : `${arn}:${place.account}:stack/${stack}/*`;
    needs.push({ action: 'cloudformation:TagResource', resource });
  }
  const template = fields.one('TemplateBody') ?? (url === undefined ? undefined : await read(url));
  // CloudFormation asks for the transform under the name of the change set, whoever owns the macro.
  const transforms = transformsOf(template ?? '').map((name) => `${arn}:aws:transform/${name.replace('AWS::', '')}`);
  return [...needs, ...transforms.map((resource) => ({ action: 'cloudformation:CreateChangeSet', resource }))];
}

/** The object behind the address of a template. */
function objectOf(url: string): string {
  return `arn:aws:s3:::${decodeURIComponent(new URL(url).pathname.slice(1))}`;
}

/** The macros that a template runs through. A text that is no template has none: CloudFormation will say so. */
function transformsOf(template: string): string[] {
  const document = parseDocument(template, { logLevel: 'silent' });
  if (document.errors.length > 0) return [];
  const found: unknown = document.toJS();
  const transform: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'Transform') : undefined;
  const names: unknown[] = Array.isArray(transform) ? transform : [transform];
  return names.filter((name) => typeof name === 'string');
}
