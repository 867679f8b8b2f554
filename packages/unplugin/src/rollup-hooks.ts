import type { Diagnostic } from '@flipcall/codegen';
import { frameOf, summaryOf } from './message.js';
import type { Stubs } from './stubs.js';

/** An error as Rollup, Rolldown and Vite take it. */
export interface RollupError {
  readonly message: string;
  readonly pluginCode: string;
  readonly id?: string;
  readonly frame?: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
}

/** As much of the context of their hooks as is used. */
export interface RollupContext {
  addWatchFile(path: string): void;
  error(error: RollupError): never;
}

/** The first of the diagnostics, with the others in its message: these bundlers end at an error. */
export function rollupError(diagnostics: readonly [Diagnostic, ...Diagnostic[]]): RollupError {
  const [first] = diagnostics;
  const { file, line, column, code } = first;
  const frame = frameOf(first);
  return {
    message: summaryOf(diagnostics),
    pluginCode: code,
    ...(file === undefined ? {} : { id: file }),
    ...(frame === undefined ? {} : { frame }),
    // Their columns are from 0.
    ...(file === undefined || line === 0 ? {} : { loc: { file, line, column: column - 1 } }),
  };
}

/** Throws when there are diagnostics. */
export function refuse(diagnostics: readonly Diagnostic[], context: RollupContext): void {
  const [first, ...others] = diagnostics;
  if (first !== undefined) context.error(rollupError([first, ...others]));
}

/** What Rollup and Rolldown call: at the beginning of each build, and before it for each file that changed. */
export function rollupHooks(stubs: Stubs): {
  buildStart(this: RollupContext): Promise<void>;
  watchChange(path: string): void;
} {
  return {
    async buildStart() {
      const diagnostics = await stubs.generate();
      for (const file of stubs.sources) this.addWatchFile(file);
      refuse(diagnostics, this);
    },
    watchChange(path) {
      stubs.changed(path);
    },
  };
}
