#!/usr/bin/env node
import { createProgram } from './cli/program.js';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

const { stdout, stderr } = process;
const program = createProgram({ stdout, stderr, cwd: process.cwd(), signal: interrupted.signal });
process.exitCode = await program.run(process.argv.slice(2));
