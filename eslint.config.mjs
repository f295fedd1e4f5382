import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Imports go one way; a folder may import only from the folders to its left, and from itself. */
const layers = [
  'model',
  'managed',
  'project',
  'github',
  'python',
  'delivery',
  'tenants',
  'lambda',
  'gitops',
  'aws',
  'runner',
  'verify',
  'rehearse',
  'fleet',
];
const zones = layers.map((layer, i) => ({
  target: `src/${layer}`,
  from: layers.slice(i + 1).map((right) => `src/${right}`),
  message: `src/${layer} is left of this folder: imports go ${layers.join(' <- ')} <- cli.`,
}));

export default defineConfig(
  { ignores: ['lib/', 'vendor/', 'coverage/', 'node_modules/', '.tools/', 'test/targets/', 'repos/rendered/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { project: 'tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })] },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...zones.filter(({ from }) => from.length > 0),
            {
              target: 'src',
              from: 'repos',
              message: 'Everything generic is in src; an organisation is data in repos.',
            },
          ],
        },
      ],
      'import-x/order': [
        'error',
        {
          alphabetize: { order: 'asc' },
          // What is bundled stands with the packages, whether it has been built already or not.
          pathGroups: [{ pattern: '#*', group: 'external' }],
          pathGroupsExcludedImportTypes: [],
        },
      ],
      'max-lines': ['error', { max: 150, skipBlankLines: false, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'argv', message: 'src/cli is the only reader of argv.' },
        { object: 'process', property: 'env', message: 'src/cli is the only reader of the environment.' },
        { object: 'Date', property: 'now', message: 'src/cli is the only reader of the clock.' },
      ],
    },
  },
  {
    files: ['test/**/*.ts', '.projenrc.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      // Tests read back JSON and YAML that the code under test wrote: a wrong shape fails the test itself.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
