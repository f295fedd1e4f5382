/** The reference is made of docstrings: everything that people can import has one, and is in it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const entry = resolve(root, 'src/index.ts');
const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram([entry], options);
const checker = program.getTypeChecker();
const exported = checker
  .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!)
  .map((symbol) => ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)));

function isDocumented(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0;
}

test('everything that the package exports has a docstring', () => {
  expect(exported.length).toBeGreaterThan(30);
  expect(exported.filter((symbol) => !isDocumented(symbol)).map(({ name }) => name)).toEqual([]);
});

test('so has every field that people may write in a definition', () => {
  const specs = exported.filter(
    ({ name, flags }) => /(Spec|Options)$/.test(name) && (flags & ts.SymbolFlags.Interface) !== 0,
  );
  const fields = specs.flatMap((spec) => [...(spec.members?.values() ?? [])].map((field) => ({ spec, field })));
  expect(fields.length).toBeGreaterThan(60);
  const bare = fields
    .filter(({ field }) => !isDocumented(field))
    .map(({ spec, field }) => `${spec.name}.${field.name}`);
  expect(bare).toEqual([]);
});

test('the reference has a heading for each of them', () => {
  const page = readFileSync(resolve(root, 'docs/api/README.md'), 'utf8');
  const headings = [...page.matchAll(/^### (?:`abstract` )?(\w+)/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual(exported.map(({ name }) => name).sort());
});
