import type { WebpackPluginInstance as Plugin } from 'webpack';
import { flipcall } from './index.js';
import type { FlipcallOptions } from './options.js';

/** The plugin for webpack; see `flipcall` for what it does. */
const webpack: (options?: FlipcallOptions) => Plugin = flipcall.webpack;

export default webpack;
