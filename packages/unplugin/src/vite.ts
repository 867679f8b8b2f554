import type { Plugin } from 'vite';
import { flipcall } from './index.js';
import type { FlipcallOptions } from './options.js';

/** The plugin for Vite; see `flipcall` for what it does. */
const vite: (options?: FlipcallOptions) => Plugin = flipcall.vite;

export default vite;
