import { releasesBetween } from '../../src/fleet/changelog';

const text = `# Changelog

Text before the first heading with ## in it.

## [Unreleased]

- Not yet.

## [0.10.0] - 2026-12-01

### Added

- Ten.

## 0.9.0 (2026-11-01)

## v0.2.0

- Two.

## [0.1.0] - 2026-09-01

- One.

[0.10.0]: https://example.org/compare/0.9.0...0.10.0
`;

const versions = (from: string, to: string, changelog = text) =>
  releasesBetween(changelog, from, to).map(({ version }) => version);

test('the releases after one version up to and with another, newest first, by number and not by letter', () => {
  expect(versions('0.1.0', '0.10.0')).toEqual(['0.10.0', '0.9.0', '0.2.0']);
  expect(versions('0.2.0', '0.9.5')).toEqual(['0.9.0']);
  expect(versions('0.10.0', '0.10.0')).toEqual([]);
  expect(versions('0.0.1', '0.1.0', text.replaceAll('\n', '\r\n'))).toEqual(['0.1.0']);
});

test('a release has the text below its heading, without links and blank lines around', () => {
  expect(releasesBetween(text, '0.9.0', '0.10.0')).toEqual([{ version: '0.10.0', text: '### Added\n\n- Ten.' }]);
  expect(releasesBetween(text, '0.0.0', '0.1.0')).toEqual([{ version: '0.1.0', text: '- One.' }]);
});

test('a text without releases has none', () => {
  expect(versions('0.1.0', '9.0.0', '')).toEqual([]);
  expect(versions('0.1.0', '9.0.0', '## [Unreleased]\n\n## Notes\n')).toEqual([]);
});
