/** Where something is deployed to, as far as its name tells. */
export type Stage = 'dev' | 'test' | 'prod';

const WORDS: Readonly<Record<string, Stage>> = {
  ...{ dev: 'dev', develop: 'dev', development: 'dev', sandbox: 'dev' },
  ...{
    sit: 'test',
    uat: 'test',
    qa: 'test',
    stg: 'test',
    stage: 'test',
    staging: 'test',
    preprod: 'test',
    beta: 'test',
    acceptance: 'test',
  },
  ...{ prod: 'prod', production: 'prod', prd: 'prod' },
};
const ENVIRONMENT_WORDS: Readonly<Record<string, Stage>> = {
  ...WORDS,
  test: 'test',
  testing: 'test',
  live: 'prod',
  main: 'prod',
};

/** Most texts speak of none: they need not be taken apart. */
const ANY = new RegExp(Object.keys(WORDS).join('|'), 'i');

/** Stages that a name, a path or a role speaks of: `bbws-sit-function` is of the test stage. */
export function stagesIn(text: string): Stage[] {
  if (!ANY.test(text)) return [];
  return [...new Set(wordsOf(text).flatMap((word) => WORDS[word] ?? []))];
}

/** The stage of a GitHub environment, whose names say more: `test`, `live`. */
export function environmentStages(name: string): Stage[] {
  return [...new Set(wordsOf(name).flatMap((word) => ENVIRONMENT_WORDS[word] ?? []))];
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/(non|pre)[-_ ]?prod(uction)?/g, 'preprod')
    .split(/[^a-z]+/);
}
