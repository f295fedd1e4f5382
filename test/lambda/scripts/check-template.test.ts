import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, type Outcome } from '../../support/run-script';

const HANDLER = 'def lambda_handler(event, context):\n    return event\n';

/** Properties of the function `Orders`, in the order of a usual template. */
const usual = {
  CodeUri: 'src/',
  Handler: 'app.lambda_handler',
  Runtime: 'python3.12',
  AutoPublishAlias: '!Ref AliasName',
};

interface Parts {
  /** Differences from the usual properties; undefined leaves one out. */
  readonly properties?: Readonly<Partial<Record<string, string>>>;
  readonly globals?: string;
  /** Further resources, indented by two. */
  readonly resources?: string;
  readonly parameters?: string;
  readonly outputs?: string;
}

function template({
  properties,
  globals = '',
  resources = '',
  parameters = '  AliasName:\n    Type: String\n',
  outputs = '',
}: Parts): string {
  const chosen: Partial<Record<string, string>> = { ...usual, ...properties };
  const lines = Object.entries(chosen).flatMap(([key, value]) =>
    value === undefined ? [] : [`      ${key}: ${value}\n`],
  );
  return `Transform: AWS::Serverless-2016-10-31
${globals && `Globals:\n${globals}`}Parameters:
${parameters}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
${lines.join('')}${resources}${outputs && `Outputs:\n${outputs}`}`;
}

function check(
  text: string,
  files: Record<string, string> = { 'src/app.py': HANDLER },
  env: Record<string, string> = {},
): Promise<Outcome> {
  const asked = { TEMPLATE: 'template.yaml', PYTHON: '3.12', FUNCTIONS: 'Orders', ...env };
  return runScript('check-template', { files: { [asked.TEMPLATE]: text, ...files }, env: asked });
}

async function fine(text: string, files?: Record<string, string>, env?: Record<string, string>): Promise<void> {
  const { code, output } = await check(text, files, env);
  expect([code, output]).toEqual([
    0,
    `${env?.['TEMPLATE'] ?? 'template.yaml'} deploys what is tested, through the alias.\n`,
  ]);
}

async function refused(
  text: string,
  message: string,
  files?: Record<string, string>,
  env?: Record<string, string>,
): Promise<void> {
  const { code, output } = await check(text, files, env);
  expect([code, output]).toEqual([1, expect.stringContaining(`::error file=template.yaml::${message}`)]);
  expect(output.match(/^::error/gm)).toHaveLength(1);
}

describe('a template that is fine', () => {
  test('as a repository of the fleet has it', async () => {
    const target = join(__dirname, '../../targets/2_bbws_tenants_event_handler');
    const code = 'src/handlers/ecs_event_handler.py';
    const files = { [code]: readFileSync(join(target, code), 'utf8') };
    await fine(readFileSync(join(target, 'template.yaml'), 'utf8'), files, { FUNCTIONS: 'EcsEventHandlerFunction' });
  });

  test.each<[string, Parts]>([
    ['with quotes', { properties: { Runtime: '"python3.12"', Handler: "'app.lambda_handler'", CodeUri: '"./src"' } }],
    [
      'with comments behind values',
      { properties: { Runtime: 'python3.12 # as tested', AutoPublishAlias: '!Ref AliasName # for rollbacks' } },
    ],
    ['with the alias in long form', { properties: { AutoPublishAlias: '{ Ref: AliasName }' } }],
    ['with the alias on a line of its own', { properties: { AutoPublishAlias: '\n        Ref: AliasName' } }],
    [
      'with what all functions share',
      {
        properties: { Runtime: undefined, Handler: undefined, CodeUri: undefined, AutoPublishAlias: undefined },
        globals:
          '  Function:\n    Runtime: python3.12\n    Handler: app.lambda_handler\n    CodeUri: src\n    AutoPublishAlias: !Ref AliasName\n',
      },
    ],
    ['with its own Python in spite of the others', { globals: '  Function:\n    Runtime: python3.9\n' }],
    [
      'with variables that are called like properties',
      {
        properties: {
          CodeUri: 'src',
          Environment: '\n        Variables:\n          Runtime: python3.9\n          Handler: none',
        },
      },
    ],
    ['with line ends of Windows', {}],
  ])('%s', async (name, parts) => {
    const text = template(parts);
    await fine(name.includes('Windows') ? text.replaceAll('\n', '\r\n') : text);
  });

  test.each([
    ['a folder with spaces', 'my code/app.py', { CodeUri: '"my code/"' }],
    ['a folder with spaces, without quotes', 'my code/app.py', { CodeUri: 'my code' }],
    ['a module in a package', 'src/handlers/orders.py', { Handler: 'handlers.orders.lambda_handler' }],
    ['a package', 'src/app/__init__.py', {}],
    ['no folder', 'app.py', { CodeUri: undefined }],
  ])('with the handler in %s', async (_, file, properties) => {
    await fine(template({ properties }), { [file]: HANDLER });
  });

  test.each([
    ['async', 'async def lambda_handler(event, context):\n    ...\n'],
    ['imported', 'from handlers import lambda_handler\n'],
    ['imported among others', 'from handlers import (\n    other,\n    lambda_handler,\n)\n'],
    ['wrapped', 'lambda_handler = wrap(handle)\n'],
    ['decorated', '@logged\ndef lambda_handler(event, context): ...\n'],
  ])('with a handler that is %s', async (_, text) => {
    await fine(template({}), { 'src/app.py': text });
  });

  test('in another folder', async () => {
    const files = { 'my infra/src/app.py': HANDLER };
    await fine(template({}), files, { TEMPLATE: 'my infra/template 100%s.yaml' });
  });
});

describe('the deployed Python must be the tested one', () => {
  test.each([
    [
      'another version',
      { properties: { Runtime: 'python3.11' } },
      'Orders runs on python3.11, the tests on python3.12',
    ],
    ['a version that begins so', { properties: { Runtime: 'python3.120' } }, 'Orders runs on python3.120'],
    ['no runtime', { properties: { Runtime: undefined } }, 'Orders runs on no runtime'],
    [
      'another one for all functions',
      { properties: { Runtime: undefined }, globals: '  Function:\n    Runtime: python3.9\n' },
      'Orders runs on python3.9',
    ],
    [
      'one in a comment',
      { properties: { Runtime: undefined, '# Runtime': 'python3.12' } },
      'Orders runs on no runtime',
    ],
    [
      'one of something else',
      { properties: { Runtime: undefined }, globals: '  Api:\n    Runtime: python3.12\n' },
      'Orders runs on no runtime',
    ],
  ])('%s', async (_, parts, message) => {
    await refused(template(parts), message);
  });
});

describe('the handler must exist', () => {
  test.each([
    [
      'in another file',
      { Handler: 'main.lambda_handler' },
      'Orders: handler main.lambda_handler is not in src//main.py.',
    ],
    ['under another name', { Handler: 'app.handler' }, 'Orders: handler app.handler is not in src//app.py.'],
    ['in another folder', { CodeUri: 'lib' }, 'Orders: handler app.lambda_handler is not in lib/app.py.'],
    ['not at all', { Handler: undefined }, 'Orders: handler (none) is not in'],
    ['without module', { Handler: 'lambda_handler' }, 'Orders: handler lambda_handler is not in'],
  ])('%s', async (_, properties, message) => {
    await refused(template({ properties }), message);
  });

  test.each([
    ['a method', 'class A:\n    def lambda_handler(self): ...\n'],
    ['a mention', '# def lambda_handler\nprint("lambda_handler")\n'],
    ['an empty file', ''],
  ])('and %s is none', async (_, text) => {
    await refused(template({}), 'Orders: handler app.lambda_handler is not in', { 'src/app.py': text });
  });
});

describe('the alias must be published', () => {
  test.each([
    ['no alias', { properties: { AutoPublishAlias: undefined } }],
    ['a fixed alias', { properties: { AutoPublishAlias: 'live' } }],
    ['another parameter', { properties: { AutoPublishAlias: '!Ref AliasNameOld' } }],
    ['one in a comment', { properties: { AutoPublishAlias: undefined, '# AutoPublishAlias': '!Ref AliasName' } }],
    [
      'a fixed one in spite of the others',
      { properties: { AutoPublishAlias: 'live' }, globals: '  Function:\n    AutoPublishAlias: !Ref AliasName\n' },
    ],
  ])('%s', async (_, parts) => {
    await refused(template(parts), 'Orders does not publish its alias. Write: AutoPublishAlias: !Ref AliasName');
  });

  test.each([
    ['none', '  Environment:\n    Type: String\n'],
    ['one in a comment', '  # AliasName:\n  Environment:\n    Type: String\n'],
  ])('and the template must have its parameter: %s', async (_, parameters) => {
    await refused(template({ parameters }), 'template.yaml has no parameter AliasName (Type: String).');
  });
});

const resource = (...lines: string[]): string =>
  ['  Caller:', '    Type: AWS::Any::Thing', '    Properties:', ...lines.map((line) => `      ${line}`), ''].join('\n');

describe('callers must go through the alias', () => {
  test.each([
    ['a permission', ['FunctionName: !Ref Orders']],
    ['a permission in long form', ['FunctionName:', '  Ref: Orders']],
    ['a permission in flow form', ['FunctionName: { Ref: Orders }']],
    ['a rule', ['Targets:', '  - Arn: !GetAtt Orders.Arn']],
    ['a rule in long form', ['Targets:', '  - Arn:', '      Fn::GetAtt:', '        - Orders', '        - Arn']],
    ['a rule in flow form', ['Arn: { "Fn::GetAtt": ["Orders", "Arn"] }']],
    ['a list behind a tag', ['Arn: !GetAtt [Orders, Arn]']],
    ['an address', ['Uri: !Sub arn:aws:apigateway:x:lambda:path/functions/${Orders.Arn}/invocations']],
    [
      'an address in an API document',
      ['Body:', '  x-amazon-apigateway-integration:', '    uri:', '      Fn::Sub: arn:aws:x/${Orders.Arn}/invocations'],
    ],
    ['an address on lines of its own', ['Uri: !Sub >-', '  arn:aws:x/${Orders.Arn}/invocations']],
    ['an ARN that is put together', ['Arn: !Sub arn:aws:lambda:${AWS::Region}:1:function:${Orders}']],
    ['a name that is put together', ['FunctionName: !Sub "${Orders}"']],
    ['a right to call', ['Policy:', '  Action: lambda:InvokeFunction', '  Resource: !GetAtt Orders.Arn']],
  ])('%s', async (_, lines) => {
    await refused(template({ resources: resource(...lines) }), 'Orders is called past its alias in line');
  });

  test('and the line is told', async () => {
    const text = template({ resources: resource('FunctionName: !Ref Orders') });
    const line = text.split('\n').findIndex((each) => each.includes('FunctionName')) + 1;
    await refused(text, `Orders is called past its alias in line ${line}. Write: !Ref Orders.Alias`);
  });

  test.each([
    ['the alias', ['FunctionName: !Ref Orders.Alias', 'Arn: !Ref Orders.Alias']],
    ['the alias in long form', ['FunctionName:', '  Ref: Orders.Alias']],
    ['the alias in an address', ['Uri: !Sub arn:aws:x/${Orders.Alias}/invocations']],
    ['the alias in an ARN that is put together', ['Arn: !Sub arn:aws:lambda:x:1:function:${Orders}:${AliasName}']],
    ['an alarm on its name', ['Dimensions:', '  - Name: FunctionName', '    Value: !Ref Orders']],
    ['its log group', ['LogGroupName: !Sub /aws/lambda/${Orders}']],
    ['what only begins so', ['FunctionName: !Ref OrdersArchive', 'Arn: !GetAtt OrdersQueue.Arn']],
    ['a comment', ['# FunctionName: !Ref Orders', 'Name: x']],
  ])('%s is no way past it', async (_, lines) => {
    await fine(template({ resources: resource(...lines) }));
  });

  test('outputs may name the function', async () => {
    await fine(template({ outputs: '  Orders:\n    Value: !GetAtt Orders.Arn\n' }));
  });
});

describe('several functions', () => {
  const second =
    template({}).split('Resources:\n')[1]?.replace('Orders', 'Stock').replace('app.lambda', 'stock.lambda') ?? '';
  const files = { 'src/app.py': HANDLER, 'src/stock.py': HANDLER };

  test('are all looked at', async () => {
    await fine(template({ resources: second }), files, { FUNCTIONS: 'Orders Stock' });
    await refused(template({ resources: second.replace('3.12', '3.9') }), 'Stock runs on python3.9', files, {
      FUNCTIONS: 'Orders Stock',
    });
  });

  test('one that is absent is told', async () => {
    await refused(template({}), 'Stock is not in template.yaml.', undefined, { FUNCTIONS: 'Orders Stock' });
  });

  test('every problem is told at once', async () => {
    const text = template({
      parameters: '',
      properties: { Runtime: undefined, Handler: undefined, AutoPublishAlias: undefined },
      resources: resource('FunctionName: !Ref Orders'),
    });
    const { code, output } = await check(text);
    expect([code, output.match(/^::error file=template.yaml::/gm)?.length]).toEqual([1, 5]);
  });
});

test.each([
  ['no template', { TEMPLATE: 'other.yaml' }],
  ['no functions', { FUNCTIONS: '' }],
])('%s is no pass', async (_, env) => {
  const { code, output } = await runScript('check-template', {
    files: { 'template.yaml': template({}) },
    env: { TEMPLATE: 'template.yaml', PYTHON: '3.12', FUNCTIONS: 'Orders', ...env },
  });
  expect([code, output]).toEqual([1, expect.stringContaining('Correct the definition.')]);
});
