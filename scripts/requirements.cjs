// What the machine must have before anything else can run. Old syntax only (ES2015, CommonJS): an old Node must be able
// to load this file in order to be told that it is too old.
'use strict';
const fs = require('fs');
const path = require('path');

const OLDEST_NODE = { major: 20, minor: 19 };
const COMPILERS = ['c++', 'g++', 'clang++'];

/**
 * Looks a command up on the PATH, as a shell does; a name with a slash in it is taken as a path.
 *
 * @param {string} command
 * @param {string | undefined} searchPath the value of PATH
 * @returns {boolean} whether it is there and may be executed
 */
function isExecutable(command, searchPath) {
  const candidates = command.includes('/')
    ? [command]
    : (searchPath || '').split(':').map((folder) => path.join(folder || '.', command));
  return candidates.some((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch (_notThere) {
      return false;
    }
  });
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {string | undefined} the C++ compiler to build with: `$CXX` when it is set, else the first one on the PATH
 */
function findCompiler(env) {
  // $CXX may carry a launcher or flags: `ccache g++`.
  const wanted = env['CXX'] ? [env['CXX']] : COMPILERS;
  return wanted.find((command) => isExecutable(command.trim().split(/\s+/)[0] || command, env['PATH']));
}

/**
 * Says in one sentence what keeps flipcall from working on this machine, and what to do about it.
 *
 * @param {{ version: string, platform: string, env: Record<string, string | undefined> }} machine
 *   `process` itself, or a description of another machine
 * @returns {string | undefined} undefined when nothing is missing
 */
function missingRequirement(machine) {
  const parts = machine.version.replace(/^v/, '').split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor)) {
    return `flipcall needs Node.js ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or later and this is ${machine.version}: install a newer one, for example from https://nodejs.org.`;
  }
  if (machine.platform !== 'linux') {
    return `flipcall runs on Linux only, being made of futexes and memfds, and this is ${machine.platform}: use a Linux machine, container or virtual machine.`;
  }

  /** @type {string[]} */
  const names = [];
  /** @type {string[]} */
  const packages = [];
  if (!findCompiler(machine.env)) {
    names.push(machine.env['CXX'] ? `the C++ compiler of $CXX (${machine.env['CXX']})` : 'a C++ compiler');
    packages.push('g++');
  }
  if (!isExecutable(machine.env['MAKE'] || 'make', machine.env['PATH'])) {
    names.push('make');
    packages.push('make');
  }
  const pythons = [machine.env['PYTHON'] || 'python3', 'python'];
  if (!pythons.some((command) => isExecutable(command, machine.env['PATH']))) {
    names.push('python3');
    packages.push('python3');
  }
  if (names.length === 0) return undefined;
  const list =
    names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
  return `flipcall builds a native addon and did not find ${list}: install what is missing, on Debian and Ubuntu with \`sudo apt-get install ${packages.join(' ')}\`.`;
}

module.exports = { findCompiler, isExecutable, missingRequirement };
