// usage: node bundle.mjs BUNDLER build|watch|serve, in the folder of a project
// Says what happens, a line of JSON each: { built: true } or { errors: [{ file, line, column, text }] }.
import { relative, resolve } from 'node:path';
import { transformSync } from 'esbuild';

const [bundler = '', mode = ''] = process.argv.slice(2);
const options = { files: ['src/api/*.ts'], out: 'src/gen' };
const external = [/^@flipcall/];

/** @param {unknown} event */
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

/** What Rollup, which knows no TypeScript, needs. */
const typescript = {
  name: 'typescript',
  /** @param {string} source @param {string | undefined} importer */
  resolveId: (source, importer) =>
    source.startsWith('.') && importer ? resolve(importer, '..', source.replace(/\.js$/, '.ts')) : null,
  /** @param {string} code @param {string} id */
  transform: (code, id) => (id.endsWith('.ts') ? transformSync(code, { loader: 'ts' }).code : null),
};

/** @param {any} error what any of the bundlers throws */
const errorOf = (error) => {
  // Rolldown and Vite collect what a build throws.
  const { loc, message } = error.errors?.[0] ?? error;
  return { file: loc && relative('.', loc.file), line: loc?.line, column: loc?.column, text: message };
};

/** @type {Record<string, () => Promise<void>>} */
const bundlers = {
  async rollup() {
    const { rollup, watch } = await import('rollup');
    const { default: flipcall } = await import('@flipcall/unplugin/rollup');
    await likeRollup({ rollup, watch }, [flipcall(options), typescript]);
  },

  async rolldown() {
    const { rolldown, watch } = await import('rolldown');
    const { default: flipcall } = await import('@flipcall/unplugin/rolldown');
    await likeRollup({ rollup: rolldown, watch }, [flipcall(options)]);
  },

  async vite() {
    const { build, createServer } = await import('vite');
    const { default: flipcall } = await import('@flipcall/unplugin/vite');
    const config = {
      configFile: /** @type {const} */ (false),
      logLevel: /** @type {const} */ ('silent'),
      plugins: [flipcall(options)],
    };
    if (mode === 'serve') {
      const server = await createServer({ ...config, server: { port: 0, ws: false } });
      const send = server.ws.send.bind(server.ws);
      server.ws.send = (/** @type {any} */ payload) => {
        if (payload.type === 'error') say({ errors: [errorOf({ ...payload.err })] });
        return send(payload);
      };
      await server.listen();
      server.watcher.on('change', async (path) => {
        if (/flipcall/.test(path))
          say({ built: (await server.transformRequest('/src/gen/greeter.flipcall.ts'))?.code });
      });
      say({ built: (await server.transformRequest('/src/gen/greeter.flipcall.ts'))?.code });
      return;
    }
    const lib = { entry: 'src/main.ts', formats: [/** @type {const} */ ('es')], fileName: 'main' };
    try {
      const rollupOptions = { external };
      const built = await build({
        ...config,
        build: { lib, rollupOptions, ...(mode === 'watch' ? { watch: {} } : {}) },
      });
      if ('on' in built) built.on('event', (/** @type {any} */ event) => onEvent(event));
      else say({ built: true });
    } catch (error) {
      say({ errors: [errorOf(error)] });
    }
  },

  async esbuild() {
    const esbuild = await import('esbuild');
    const { default: flipcall } = await import('@flipcall/unplugin/esbuild');
    const report = {
      name: 'report',
      /** @param {import('esbuild').PluginBuild} build */
      setup: (build) =>
        build.onEnd(({ errors }) => {
          const said = errors.map(({ text, location }) => {
            return { file: location?.file, line: location?.line, column: location?.column, text };
          });
          say(errors.length > 0 ? { errors: said } : { built: true });
        }),
    };
    const context = await esbuild.context({
      entryPoints: ['src/main.ts'],
      outfile: 'dist/main.js',
      bundle: true,
      format: 'esm',
      logLevel: 'silent',
      external: ['@flipcall/*'],
      plugins: [flipcall(options), report],
    });
    if (mode === 'watch') await context.watch();
    else {
      await context.rebuild().catch(() => {});
      await context.dispose();
    }
  },

  async webpack() {
    const { default: webpack } = await import('webpack');
    const { default: flipcall } = await import('@flipcall/unplugin/webpack');
    const compiler = webpack({
      mode: 'production', // its minimizer is what takes away what is not used
      devtool: false,
      target: 'node',
      entry: './src/main.ts',
      experiments: { outputModule: true },
      output: { path: resolve('dist'), filename: 'main.js', library: { type: 'module' } },
      externalsType: 'module',
      externals: [/^@flipcall/],
      resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
      module: { rules: [{ test: /\.ts$/, use: resolve(import.meta.dirname, 'typescript-loader.cjs') }] },
      plugins: [flipcall(options)],
    });
    /** @param {Error | null} error @param {import('webpack').Stats | undefined} stats */
    const done = (error, stats) => {
      if (error || !stats) throw error;
      const { errors = [] } = stats.toJson({ all: false, errors: true });
      const said = errors.map(({ file, loc, message }) => {
        const [line, column] = String(loc).split(/[:-]/).map(Number);
        return { file: file?.replace('./', ''), line, column, text: message };
      });
      say(said.length > 0 ? { errors: said } : { built: true });
    };
    if (mode === 'watch') compiler.watch({}, done);
    else compiler.run(done);
  },
};

/** @param {any} event of Rollup's watcher, and of those like it */
function onEvent(event) {
  if (event.code === 'BUNDLE_END') say({ built: true });
  if (event.code === 'ERROR') say({ errors: [errorOf(event.error)] });
}

/** @param {{ rollup: any, watch: any }} bundler @param {any[]} plugins */
async function likeRollup({ rollup, watch }, plugins) {
  const config = { input: 'src/main.ts', external, plugins, output: { file: 'dist/main.js' } };
  if (mode === 'watch') {
    watch(config).on('event', onEvent);
    return;
  }
  try {
    const bundle = await rollup(config);
    await bundle.write(config.output);
    say({ built: true });
  } catch (error) {
    say({ errors: [errorOf(error)] });
  }
}

await bundlers[bundler]?.();
