// Runs TypeScript in a child process of the tests: `node run-typescript.cjs peer.ts [arguments]`.
'use strict';
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { resolve: resolvePath } = require('node:path');
const { transformSync } = require('@swc/core');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const source = request.startsWith('.') && parent?.filename?.endsWith('.ts');
  return resolve.call(this, source ? request.replace(/\.js$/, '.ts') : request, parent, ...rest);
};
Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

process.argv.splice(1, 1);
require(resolvePath(process.argv[1]));
