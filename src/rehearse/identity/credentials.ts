import type { Assumption } from './assume-role';
import { arnOf, type Session } from './sessions';

/** Keys as the simulated cloud gives them out: it takes the account of every later call from them. */
export interface Credentials {
  readonly accessKey: string;
  readonly secret: string;
  readonly sessionToken: string;
}

/** Lets the simulated cloud, which asks nobody, make credentials for the account of a granted request. */
export async function newCredentials(upstream: string, { account, role, name }: Assumption): Promise<Credentials> {
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' });
  body.set('RoleArn', `arn:aws:iam::${account}:role/${role.name}`);
  body.set('RoleSessionName', name);
  body.set('WebIdentityToken', 'judged');
  const response = await fetch(upstream, { method: 'POST', body });
  const text = await response.text();
  const read = (tag: string): string => {
    const value = new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(text)?.[1];
    if (value === undefined) throw new Error(`The cloud gave no ${tag} (status ${response.status}): ${text}`);
    return value;
  };
  return { accessKey: read('AccessKeyId'), secret: read('SecretAccessKey'), sessionToken: read('SessionToken') };
}

/** The answer of STS. */
export function assumedRole(session: Session, credentials: Credentials, issuer: string): string {
  const { claims, ends } = session;
  const { accessKey, secret, sessionToken } = credentials;
  const keys = `<AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>`;
  const expiration = new Date(ends * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const token = `<SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration>`;
  const user = `<Arn>${arnOf(session)}</Arn><AssumedRoleId>${accessKey.replace(/^ASIA/, 'AROA')}:${session.name}</AssumedRoleId>`;
  const provider = `arn:aws:iam::${session.account}:oidc-provider/${issuer}`;
  const about = `<Audience>${String(claims['aud'])}</Audience><Provider>${provider}</Provider>`;
  const result = [
    ...[`<Credentials>${keys}${token}</Credentials>`, `<AssumedRoleUser>${user}</AssumedRoleUser>`],
    ...[`<SubjectFromWebIdentityToken>${String(claims['sub'])}</SubjectFromWebIdentityToken>`, about],
  ].join('');
  const name = 'AssumeRoleWithWebIdentity';
  return (
    `<${name}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">` +
    `<${name}Result>${result}</${name}Result></${name}Response>`
  );
}
