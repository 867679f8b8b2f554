import type { Plugin } from 'rollup';
import { flipcall } from './index.js';
import type { FlipcallOptions } from './options.js';

/** The plugin for Rollup; see `flipcall` for what it does. */
const rollup: (options?: FlipcallOptions) => Plugin = flipcall.rollup;

export default rollup;
