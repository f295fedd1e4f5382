import { hasSection } from '../../src/managed/sections';

const has = (path: string, section: string, text: string) => hasSection({ path, section }, Buffer.from(text));
const pytest = (text: string) => has('pyproject.toml', 'tool.pytest.ini_options', text);

test.each([
  '[tool.pytest.ini_options]\n',
  '\ufeff[tool.pytest.ini_options]\n',
  '[build-system]\r\nrequires = []\r\n\r\n[tool.pytest.ini_options]\r\naddopts = "-q"\r\n',
  '  [ tool . "pytest" . \'ini_options\' ] # comment\n',
  '[tool.pytest.ini_options.deeper]\n',
  '[[tool.pytest.ini_options]]\n',
  '[tool.pytest]\nini_options.addopts = "-q"\n',
  '[tool]\npytest."ini_options".addopts = 1\n',
  'tool.pytest.ini_options.addopts = 1',
  'x = """\n[a]\n"""\n[tool.pytest.ini_options]\n',
  'x = "#" # [\n[tool.pytest.ini_options]\n',
  'x = [\n  "a", # ]\n  ["b"],\n]\n[tool.pytest.ini_options]\n',
  'x = "unclosed\n[tool.pytest.ini_options]\n',
])('pyproject.toml has the pytest settings in %j', (text) => {
  expect(pytest(text)).toBe(true);
});

test.each([
  '',
  '# [tool.pytest.ini_options]\n',
  '[tool.pytest]\n',
  '[tool.pytest.ini_options_old]\n',
  '["tool.pytest.ini_options"]\n',
  '["tool.pytest".ini_options]\n',
  'x = """\n[tool.pytest.ini_options]\n"""\n',
  "x = '''\n[tool.pytest.ini_options]\n'''\n",
  'x = [\n  [tool.pytest.ini_options]\n]\n',
  '[tool.pytest.ini_options\n',
  '[tool.pytest.ini_options = 1\n',
  'text = "[tool.pytest.ini_options]"\n',
  '[tool] junk.pytest.ini_options\n= \n',
])('pyproject.toml has no pytest settings in %j', (text) => {
  expect(pytest(text)).toBe(false);
});

test('an INI section is found behind a byte order mark, comments, and with any line ends', () => {
  const text = '; comment\n# [other]\n[metadata]\nname = x\n  [indented value]\n\n[tool:pytest] ; why\naddopts =\n';
  for (const form of [text, `\ufeff${text}`, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r')]) {
    expect(has('setup.cfg', 'tool:pytest', form)).toBe(true);
    expect(has('setup.cfg', 'other', form)).toBe(false);
    expect(has('setup.cfg', 'indented value', form)).toBe(false);
  }
});

test('an INI section below the wanted one counts, one with a longer name does not', () => {
  expect(has('.coveragerc', 'coverage', '[coverage.run]\n')).toBe(true);
  expect(has('.coveragerc', 'coverage', '[coverages]\n')).toBe(false);
  expect(has('.coveragerc', 'run', '  [run]\n')).toBe(true);
});
