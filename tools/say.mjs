/** Progress, one line a step. */
export const say = (line) => console.log(`tools: ${line}`);
