export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/targets/'],
  modulePathIgnorePatterns: ['<rootDir>/test/targets/', '<rootDir>/lib/', '<rootDir>/.tools/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
  collectCoverageFrom: ['src/**/*.ts', 'repos/*.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'json-summary', 'html'],
};
