import { availableParallelism } from 'node:os';

export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // `npm run test:full` takes the long ones, too.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/targets/', '\\.long\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/test/targets/', '<rootDir>/lib/', '<rootDir>/.tools/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Most tests wait for processes that they start, and some sleep: four files at once keep two cores busy.
  maxWorkers: availableParallelism() * 2,
  // Many cases of the runner sleep: the more at once, the sooner all are done.
  maxConcurrency: 8,
  // Many tests start processes, and some a whole simulated cloud: on a busy machine these take their time.
  testTimeout: 120_000,
  // Stories are tests themselves, and `rehearse` plays them; the entry point runs in processes that tests start.
  collectCoverageFrom: ['src/**/*.ts', 'repos/*.ts', '!src/cli/*main.ts', '!src/rehearse/stories/**'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: { global: { branches: 90 } },
};
