import type { Plugin, ViteDevServer } from 'vite';
import { type RollupContext, refuse, rollupError, rollupHooks } from './rollup-hooks.js';
import type { Stubs } from './stubs.js';

/**
 * What Vite calls. A build is as Rollup's. A development server goes on when a source is wrong: what is wrong is shown in the
 * browser, and again whenever the stubs are asked for, until it is mended.
 */
export function viteHooks(stubs: Stubs): Partial<Plugin> {
  let server: ViteDevServer | undefined;
  const build = rollupHooks(stubs);

  const report = (): void => {
    const [first, ...others] = stubs.diagnostics;
    if (first === undefined || server === undefined) return;
    const error = rollupError([first, ...others]);
    server.config.logger.error(`[flipcall] ${error.message}\n${error.frame ?? ''}`, { timestamp: true });
    server.ws.send({ type: 'error', err: { ...error, plugin: 'flipcall', stack: '' } });
  };

  return {
    configureServer(started) {
      server = started;
    },
    async buildStart() {
      if (server === undefined) return build.buildStart.call(this as RollupContext); // Vite's context is Rollup's
      await stubs.generate();
      server.watcher.add([...stubs.sources]);
      report();
    },
    async watchChange(path) {
      stubs.changed(path);
      if (server === undefined || !stubs.sources.includes(path)) return;
      await stubs.generate();
      server.watcher.add([...stubs.sources]);
      report();
    },
    transform: {
      filter: { id: GENERATED },
      handler() {
        refuse(stubs.diagnostics, this as RollupContext); // as above
      },
    },
  };
}

/** The generated files, by their names. */
const GENERATED = /\.flipcall\.[cm]?ts$/;
