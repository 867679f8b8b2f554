// Preloaded by scripts/sanitized.mjs: has Node load the addon that was built with sanitizers in place of the usual one.
'use strict';
const { join } = require('node:path');

const sanitized = join(__dirname, '../packages/native/build/addon-address/flipcall.node');
const dlopen = process.dlopen;
process.dlopen = (module, filename, ...rest) =>
  dlopen(module, filename.endsWith('/build/Release/flipcall.node') ? sanitized : filename, ...rest);
