// After all tests.
export default (): Promise<void> => globalThis.afterAllTests();
