import { RULES } from '../../src/verify/rules';
import { judge, readCorpus, type Case } from './support/corpus';

const corpus = readCorpus();
const of = (kind: Case['kind']): Case[] => corpus.filter((each) => each.kind === kind);

describe('Every seeded defect is reported, once, on its line', () => {
  test.each(of('bad').map((each) => [`${each.rule}: ${each.title}`, each] as const))('%s', (_, each) => {
    const { missed, wrong } = judge(each);
    expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
  });
});

describe('What only looks like a defect is not reported', () => {
  test.each(of('good').map((each) => [`${each.rule}: ${each.title}`, each] as const))('%s', (_, each) => {
    const { missed, wrong } = judge(each);
    expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
  });
});

describe('The corpus', () => {
  const outcomes = corpus.map(judge);
  const rows = RULES.map(({ id, title }) => {
    const defects = corpus.flatMap(({ expected }) => expected).filter(([rule]) => rule === id).length;
    const places = of('good')
      .filter(({ rule }) => rule === id)
      .reduce((sum, each) => sum + each.places, 0);
    const found = outcomes.flatMap((each) => each.found).filter((rule) => rule === id).length;
    const wrong = outcomes.flatMap((each) => each.wrong).filter((text) => text.startsWith(id)).length;
    return {
      rule: `${id} ${title}`,
      defects,
      places,
      recall: found / defects,
      precision: found / (found + wrong || 1),
    };
  });

  test('It has at least 4 defects and 5 tempting places for each rule, 150 of both, and 60 files with defects.', () => {
    if (process.env['VERIFY_TABLE'] === '1') console.table(rows);
    expect(rows.filter(({ defects, places }) => defects < 4 || places < 5).map(({ rule }) => rule)).toEqual([]);
    expect(rows.reduce((sum, { defects }) => sum + defects, 0)).toBeGreaterThanOrEqual(150);
    expect(rows.reduce((sum, { places }) => sum + places, 0)).toBeGreaterThanOrEqual(150);
    expect(of('bad').flatMap(({ files }) => Object.keys(files)).length).toBeGreaterThanOrEqual(60);
  });

  test('Each rule has a page that explains it.', async () => {
    const { existsSync } = await import('node:fs');
    expect(RULES.filter(({ id }) => !existsSync(`docs/rules/${id}.md`))).toEqual([]);
  });
});
