// The entry of every npm script: `node scripts/run.cjs <task> [arguments]` runs scripts/<task>.mjs on a machine that can.
// Old syntax only, for the same reason as in requirements.cjs.
'use strict';
const requirements = require('./requirements.cjs');

const missing = requirements.missingRequirement(process);
if (missing) {
  console.error(missing);
  process.exit(1);
}

const task = process.argv[2];
import(`./${task}.mjs`)
  .then((module) => module.default(process.argv.slice(3)))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      // A task that fails has said why in its message; anything else is a fault of ours and needs its stack.
      console.error(error && error.expected ? error.message : error);
      process.exitCode = 1;
    },
  );
