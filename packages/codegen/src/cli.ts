#!/usr/bin/env node
import { createProgram } from './cli/program.js';

process.exitCode = await createProgram({
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
}).run(process.argv.slice(2));
