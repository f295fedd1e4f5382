#!/usr/bin/env node
import { run } from './program';
import { readSurroundings } from './surroundings';

void run(process.argv.slice(2), readSurroundings()).then((code) => {
  process.exitCode = code;
});
