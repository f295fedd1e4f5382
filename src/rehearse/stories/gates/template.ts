import type { SamPackaging } from '../../../model/lambda';
import { expectEqual, expectFailed } from '../../expectations';
import type { Stage } from '../../stage/stage';
import type { Chapter, Story } from '../../story';
import { expectRed, pathIn, push } from './red';

interface Mistake {
  readonly title: string;
  /** Makes the mistake in the text of a template. */
  readonly make: (template: string, id: string) => string;
  readonly reason: (id: string, packaging: SamPackaging) => string;
}

const RULE = (id: string): string => `
  Direct:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [sample]
      Targets:
        - Id: direct
          Arn: !GetAtt ${id}.Arn
`;

const MISTAKES: readonly Mistake[] = [
  {
    title: 'A runtime that is not the one under test',
    make: (template) => template.replace(/Runtime: python\S+/, 'Runtime: python3.8'),
    reason: (id) => `${id} runs on python3.8, the tests on `,
  },
  {
    title: 'A handler that no module has',
    make: (template) => template.replace(/Handler: (\S+)\.\w+/, 'Handler: $1.nothing'),
    reason: (id) => `${id}: handler `,
  },
  {
    title: 'A template without the parameter for the alias',
    make: (template) => template.replace(/ {2}AliasName:\n {4}Type: String\n/, ''),
    reason: (_, { template }) => `${template} has no parameter AliasName`,
  },
  {
    title: 'A function that publishes no alias',
    make: (template) => template.replace(/ *AutoPublishAlias: .*\n/, ''),
    reason: (id) => `${id} does not publish its alias.`,
  },
  {
    title: 'A rule that calls the function past its alias',
    make: (template, id) => template + RULE(id),
    reason: (id) => `${id} is called past its alias in line `,
  },
  {
    title: 'A template that AWS would not take',
    make: (template) => template.replace(/ {6}Timeout: \d+\n/, '      Timeout: soon\n'),
    reason: () => "'soon' is not of type 'integer'",
  },
];

function templateOf({ parts }: Stage): { packaging: SamPackaging; id: string; text: string } {
  const { packaging } = parts.project.model;
  const id = packaging?.functions[0]?.logicalId;
  if (packaging === undefined || id === undefined) throw new Error('The definition has no function.');
  return { packaging, id, text: parts.workspace.read(packaging.template) };
}

function mistaken({ title, make, reason }: Mistake): Story {
  return {
    title: `${title} makes the template's gate red, and nothing is built.`,
    from: 'fresh',
    play: async (stage) => {
      const { packaging, id, text } = templateOf(stage);
      const wrong = make(text, id);
      if (wrong === text) throw new Error('The sample has nothing to make this mistake in.');
      stage.change({ [packaging.template]: wrong });
      expectRed(stage, await push(stage, 'template'), 'template', reason(id, packaging));
    },
  };
}

const gone: Story = {
  title: "A commit without the template makes the template's gate red, and nothing is built.",
  from: 'fresh',
  play: async (stage) => {
    const { template: path } = templateOf(stage).packaging;
    stage.change({ [path]: undefined });
    const end = await push(stage, 'template');
    expectRed(stage, end, 'template', `There is no template "${path}"`);
  },
};

const unbuildable: Story = {
  title: 'A build that fails says why itself: no other cause is named, and nothing is stored.',
  from: 'fresh',
  play: async (stage) => {
    const [service] = stage.parts.project.model.python.services;
    if (service === undefined) throw new Error('The definition has no service.');
    stage.change({ [pathIn(service, 'requirements.txt')]: '= what is no requirement =\n' });
    const end = await push(stage, 'none');
    expectFailed(end, 'Build Failed');
    expectEqual(end.printed.includes('has no code in'), false, 'Whether the template is blamed');
    expectEqual(stage.parts.repository.releases.length, 0, 'The number of releases');
  },
};

/** Templates that would deploy something else than what was tested, or where a rollback would move nothing. */
export const template: Chapter = {
  name: 'gates',
  stories: [...MISTAKES.map(mistaken), gone, unbuildable],
};
