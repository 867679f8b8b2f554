#!/usr/bin/env node
import { createProgram } from './cli/program.js';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

const { stdout, stderr } = process;
// Who reads only the first lines, as `head` does, has no need of the others.
for (const output of [stdout, stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const program = createProgram({ stdout, stderr, cwd: process.cwd(), signal: interrupted.signal });
process.exitCode = await program.run(process.argv.slice(2));
