import { createUnplugin, type UnpluginInstance } from 'unplugin';
import { esbuildSetup } from './esbuild-setup.js';
import type { FlipcallOptions } from './options.js';
import { rollupHooks } from './rollup-hooks.js';
import { Stubs } from './stubs.js';
import { viteHooks } from './vite-hooks.js';
import { webpackApply } from './webpack-apply.js';

export type { FlipcallOptions } from './options.js';

/**
 * The plugin for every bundler: it generates when a build starts and whenever a source changes, before anything is bundled, and
 * reports what cannot cross in the bundler's own way. `@flipcall/unplugin/vite` and its like are the plugin for one.
 *
 * @example
 * // vite.config.ts
 * import flipcall from '@flipcall/unplugin/vite';
 * export default { plugins: [flipcall({ files: ['src/api/*.ts'], out: 'src/gen' })] };
 */
export const flipcall: UnpluginInstance<FlipcallOptions | undefined, false> = createUnplugin(
  (options = {}) => {
    const stubs = new Stubs(options);
    // unplugin's own hooks cannot report where in which file something is wrong, so each bundler gets its own.
    return {
      name: 'flipcall',
      rollup: rollupHooks(stubs),
      rolldown: rollupHooks(stubs),
      vite: viteHooks(stubs),
      esbuild: { setup: esbuildSetup(stubs) },
      webpack: webpackApply(stubs),
    };
  },
);
