#!/usr/bin/env node
import { allowClosedPipe } from './closed-pipe';
import { run } from './program';
import { readSurroundings } from './surroundings';

allowClosedPipe(process.stdout);
allowClosedPipe(process.stderr);
void run(process.argv.slice(2), readSurroundings()).then((code) => {
  process.exitCode = code;
});
