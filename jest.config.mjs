export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/targets/'],
  modulePathIgnorePatterns: ['<rootDir>/test/targets/', '<rootDir>/lib/', '<rootDir>/.tools/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
  globalSetup: '<rootDir>/test/support/temporary-folder.mjs',
  globalTeardown: '<rootDir>/test/support/remove-temporary-folder.mjs',
  // Most tests wait for processes that they start, so both cores of a small machine are worth using.
  maxWorkers: '100%',
  // Many cases of the runner sleep: the more at once, the sooner all are done.
  maxConcurrency: 8,
  // Many tests start processes, and some a whole simulated cloud: on a busy machine these take their time.
  testTimeout: 120_000,
  collectCoverageFrom: ['src/**/*.ts', 'repos/*.ts', '!src/cli/main.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: { global: { branches: 90 } },
};
