const { transformSync } = require('esbuild');

/** What webpack, which knows no TypeScript, needs. @param {string} source */
module.exports = (source) => transformSync(source, { loader: 'ts' }).code;
