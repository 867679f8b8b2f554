import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { createInstrumenter } from 'istanbul-lib-instrument';

const here = fileURLToPath(new URL('.', import.meta.url));
const build = join(here, 'build/instrumented');
const require = createRequire(import.meta.url);

/** How often a place was reached, roughly: seven times is not news after six. */
const bucket = (/** @type {number} */ hits) => (hits < 4 ? hits : 32 - Math.clz32(hits) + 1);

/** The frame and codec layers, with a counter at every statement and branch. */
export class Coverage {
  /** @type {{ takeHostileDatagrams(datagrams: readonly Uint8Array[], asClient: boolean): Promise<void> }} */
  target;
  /** @type {{ counters: Record<number, number>, most: Uint8Array }[]} */
  #places;

  /** @param {Coverage['target']} target */
  constructor(target) {
    this.target = target;
    /** @type {Record<string, { s: Record<number, number>, b: Record<number, Record<number, number>> }>} */
    const files = /** @type {any} */ (globalThis).__coverage__; // what istanbul keeps its counters in
    this.#places = Object.values(files).flatMap(({ s, b }) =>
      [s, ...Object.values(b)].map((counters) => ({
        counters,
        most: new Uint8Array(Object.keys(counters).length),
      })),
    );
    this.gained();
  }

  /** Compiles the sources to CommonJS with counters, and loads them. */
  static async load() {
    rmSync(build, { recursive: true, force: true });
    compile(join(here, '../rpc/src'), join(build, 'rpc'), true);
    compile(join(here, 'src'), join(build, 'hostile'), false);
    writeFileSync(join(build, 'package.json'), '{ "type": "commonjs" }');
    return new Coverage(require(join(build, 'hostile/frame-target.js')));
  }

  /** Whether anything was reached, since the last question, that was not before; or much more often. */
  gained() {
    let news = false;
    for (const { counters, most } of this.#places) {
      for (let i = 0; i < most.length; i++) {
        const hits = counters[i] ?? 0;
        if (hits === 0) continue;
        counters[i] = 0;
        const level = bucket(hits);
        if (level <= (most[i] ?? 0)) continue;
        most[i] = level;
        news = true;
      }
    }
    return news;
  }

  summary() {
    const all = this.#places.flatMap(({ most }) => [...most]);
    return `${all.filter((level) => level > 0).length} of ${all.length} places reached`;
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {boolean} count
 */
function compile(from, to, count) {
  const instrumenter = createInstrumenter({ esModules: false, produceSourceMap: false });
  for (const file of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const output = join(to, file.replace(/\.ts$/, '.js'));
    const { code } = transformSync(readFileSync(join(from, file), 'utf8'), {
      filename: file,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    // Our own package is the one that was just compiled.
    const rpc = relative(dirname(output), join(build, 'rpc'));
    const linked = code
      .replaceAll('"@flipcall/rpc/codegen-v1"', JSON.stringify(`${rpc}/codegen-v1.js`))
      .replaceAll('"@flipcall/rpc"', JSON.stringify(`${rpc}/index.js`));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, count ? instrumenter.instrumentSync(linked, output) : linked);
  }
}
