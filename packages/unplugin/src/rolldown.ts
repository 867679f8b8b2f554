import type { RolldownPlugin as Plugin } from 'rolldown';
import { flipcall } from './index.js';
import type { FlipcallOptions } from './options.js';

/** The plugin for Rolldown; see `flipcall` for what it does. */
const rolldown: (options?: FlipcallOptions) => Plugin = flipcall.rolldown;

export default rolldown;
