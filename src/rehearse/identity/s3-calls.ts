import type { Need } from './judge-policy';
import { headerOf, type RequestHead } from './request-head';

/** Words in the query that turn a request into another one: the method, then the action. */
const OF_BUCKET: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  location: { GET: 'GetBucketLocation' },
  versioning: { GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' },
  policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
  encryption: { GET: 'GetEncryptionConfiguration', PUT: 'PutEncryptionConfiguration' },
  publicAccessBlock: { GET: 'GetBucketPublicAccessBlock', PUT: 'PutBucketPublicAccessBlock' },
  tagging: { GET: 'GetBucketTagging', PUT: 'PutBucketTagging' },
  uploads: { GET: 'ListBucketMultipartUploads' },
  versions: { GET: 'ListBucketVersions' },
  delete: { POST: 'DeleteObject' },
};
const PLAIN_BUCKET = { GET: 'ListBucket', HEAD: 'ListBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' };

const OF_OBJECT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tagging: { GET: 'GetObjectTagging', PUT: 'PutObjectTagging', DELETE: 'DeleteObjectTagging' },
  acl: { GET: 'GetObjectAcl', PUT: 'PutObjectAcl' },
  uploads: { POST: 'PutObject' },
  uploadId: { GET: 'ListMultipartUploadParts', DELETE: 'AbortMultipartUpload', POST: 'PutObject', PUT: 'PutObject' },
  versionId: { GET: 'GetObjectVersion', HEAD: 'GetObjectVersion', DELETE: 'DeleteObjectVersion' },
};
const PLAIN_OBJECT = { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

/**
 * The permissions that a call of S3 needs; none where it is not known. Source: API reference of S3, required permissions.
 *
 * Deleting many objects at once asks for all objects of the bucket: their names are in the body, which is not read.
 */
export function s3Needs(head: RequestHead): Need[] {
  const [bucket, key] = placeOf(head);
  if (bucket === '') return head.method === 'GET' ? [{ action: 's3:ListAllMyBuckets', resource: '*' }] : [];
  const resource = `arn:aws:s3:::${bucket}`;
  if (key === '') {
    const action = operation(OF_BUCKET, PLAIN_BUCKET, head);
    return action === undefined
      ? []
      : [{ action, resource: action === 's3:DeleteObject' ? `${resource}/*` : resource }];
  }
  const action = operation(OF_OBJECT, PLAIN_OBJECT, head);
  return action === undefined
    ? []
    : [{ action, resource: `${resource}/${key}` }, ...besides(head, `${resource}/${key}`)];
}

/** Bucket and key: both in the path, or the bucket in front of the host. */
function placeOf({ path, headers }: RequestHead): [string, string] {
  const host = /^([a-z0-9.-]+)\.localhost(:\d+)?$/.exec(headers.host ?? '')?.[1];
  const rest = decodeURIComponent(path.slice(1));
  if (host !== undefined) return [host, rest];
  const slash = rest.indexOf('/');
  return slash === -1 ? [rest, ''] : [rest.slice(0, slash), rest.slice(slash + 1)];
}

function operation(
  special: Readonly<Record<string, Readonly<Record<string, string>>>>,
  plain: Readonly<Record<string, string>>,
  { method, query }: RequestHead,
): string | undefined {
  const word = Object.keys(special).find((each) => query.has(each));
  const action = (word === undefined ? plain : special[word])?.[method];
  return action && `s3:${action}`;
}

/** What headers ask for besides. */
function besides({ method, headers }: RequestHead, resource: string): Need[] {
  if (method !== 'PUT') return [];
  const source = headerOf(headers, 'x-amz-copy-source');
  const from = decodeURIComponent(source ?? '')
    .replace(/^\//, '')
    .replace(/\?.*$/, '');
  return [
    ...(source === undefined ? [] : [{ action: 's3:GetObject', resource: `arn:aws:s3:::${from}` }]),
    ...(headers['x-amz-tagging'] === undefined ? [] : [{ action: 's3:PutObjectTagging', resource }]),
    ...(headers['x-amz-acl'] === undefined ? [] : [{ action: 's3:PutObjectAcl', resource }]),
  ];
}
