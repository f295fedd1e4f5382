// After all tests.
export default () => globalThis.removeTemporaryFolder();
