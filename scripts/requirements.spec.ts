import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCompiler, missingRequirement } from './requirements.cjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'requirements-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine on whose PATH there are just these commands. */
function machine(
  commands: readonly string[],
  rest: { version?: string; platform?: string; env?: object } = {},
) {
  for (const command of commands) {
    writeFileSync(join(folder, command), '#!/bin/sh\n');
    chmodSync(join(folder, command), 0o755);
  }
  return { version: 'v20.19.0', platform: 'linux', ...rest, env: { PATH: folder, ...rest.env } };
}

const tools = ['g++', 'make', 'python3'];

test('a machine that has everything lacks nothing', () => {
  expect(missingRequirement(machine(tools))).toBeUndefined();
});

test.each(['v20.19.1', 'v22.0.0', 'v100.0.0'])('Node %s is new enough', (version) => {
  expect(missingRequirement(machine(tools, { version }))).toBeUndefined();
});

test.each(['v8.17.0', 'v18.20.4', 'v20.18.9'])('Node %s is refused with what to do', (version) => {
  expect(missingRequirement(machine(tools, { version }))).toBe(
    `flipcall needs Node.js 20.19 or later and this is ${version}: install a newer one, for example from https://nodejs.org.`,
  );
});

test.each(['darwin', 'win32'])('%s is refused', (platform) => {
  expect(missingRequirement(machine(tools, { platform }))).toMatch(
    /^flipcall runs on Linux only.*Linux machine/,
  );
});

test('everything that the build lacks is named in one sentence', () => {
  expect(missingRequirement(machine([]))).toBe(
    'flipcall builds a native addon and did not find a C++ compiler, make and python3: install what is missing, ' +
      'on Debian and Ubuntu with `sudo apt-get install g++ make python3`.',
  );
});

test('a compiler that $CXX names but that is not there is named', () => {
  expect(missingRequirement(machine(tools, { env: { CXX: 'g++-99' } }))).toMatch(/\$CXX \(g\+\+-99\)/);
});

test('a file that cannot be executed is no command', () => {
  writeFileSync(join(folder, 'c++'), '');
  chmodSync(join(folder, 'c++'), 0o644);
  expect(missingRequirement(machine(['make', 'python3']))).toMatch(/did not find a C\+\+ compiler:/);
});

test('any of the usual compilers will do, and $CXX goes first', () => {
  expect(findCompiler(machine(['clang++']).env)).toBe('clang++');
  expect(findCompiler(machine(['clang++', 'ccache'], { env: { CXX: 'ccache g++' } }).env)).toBe('ccache g++');
});

test('every task stops before it does anything, with just that sentence', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'run.cjs'), 'start'], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  expect({ status, stdout, lines: stderr.trimEnd().split('\n') }).toEqual({
    status: 1,
    stdout: '',
    lines: [expect.stringMatching(/^flipcall builds a native addon and did not find /)],
  });
});
