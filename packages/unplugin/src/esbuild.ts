import type { Plugin } from 'esbuild';
import { flipcall } from './index.js';
import type { FlipcallOptions } from './options.js';

/** The plugin for esbuild; see `flipcall` for what it does. */
const esbuild: (options?: FlipcallOptions) => Plugin = flipcall.esbuild;

export default esbuild;
