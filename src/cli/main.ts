#!/usr/bin/env node
import { allowClosedPipe } from './closed-pipe';
import { run } from './program';
import { exitOnSignals } from './signals';
import { readSurroundings } from './surroundings';

exitOnSignals();
allowClosedPipe(process.stdout);
allowClosedPipe(process.stderr);
void run(process.argv.slice(2), readSurroundings()).then((code) => {
  process.exitCode = code;
});
