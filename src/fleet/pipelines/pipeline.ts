/** A workflow as its README tells it. */
import type { Purpose, ToldStart } from '../../model/pipelines';
import type { Input } from '../../verify/read/model';
import type { Finding } from '../../verify/verify';

export interface Pipeline {
  /** Name of the file, without folder. */
  readonly file: string;
  readonly name: string;
  readonly generated: boolean;
  readonly purpose: Purpose;
  /** When it runs, in words. */
  readonly runs: readonly string[];
  readonly needs: readonly string[];
  readonly approvals: readonly string[];
  readonly changes: readonly string[];
  /** Environments of the platform that it changes; `undefined` stands for one that the form names. */
  readonly environments: readonly string[];
  /** Files of workflows that call it. */
  readonly calledBy: readonly string[];
  readonly onlyCalled: boolean;
  /** Whether people can start it by hand. */
  readonly byHand: boolean;
  readonly inputs: readonly Input[];
  /** How people start it, as the definition says; empty where the form says enough. */
  readonly starts: readonly ToldStart[];
  /** Branch whose state the badge shows. */
  readonly branch: string;
  readonly defects: readonly Finding[];
}

/** The input that names what is deployed: a version, release, tag or artifact. The digest of a plan or a list is none. */
export function versionInputOf({ inputs }: Pick<Pipeline, 'inputs'>): Input | undefined {
  return inputs.find(
    ({ name, type }) =>
      type === 'string' && !/plan|list/i.test(name) && /version|release|tag|artifact|sha|digest/i.test(name),
  );
}

/** The input that chooses the environment. */
export function environmentInputOf({ inputs }: Pick<Pipeline, 'inputs'>): Input | undefined {
  return inputs.find(({ name }) => /^(target_?)?(env|environment|stage)$/i.test(name));
}
