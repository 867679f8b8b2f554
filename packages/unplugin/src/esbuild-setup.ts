import { codeFrame, type Diagnostic } from '@flipcall/codegen';
import type { PartialMessage, PluginBuild } from 'esbuild';
import type { Stubs } from './stubs.js';

/** Imports of generated files, whatever they end with. */
const GENERATED = /\.flipcall(\.[cm]?[jt]s)?$/;

/**
 * What esbuild is asked to call. It stops before it looks at a file when the start of a build fails, and would then have no
 * file to watch. So what is wrong is said where generated files are imported, or at the end when none is.
 */
export function esbuildSetup(stubs: Stubs): (build: PluginBuild) => void {
  return (build) => {
    let isSaid = false;
    build.onStart(async () => {
      isSaid = false;
      for (const file of stubs.sources) stubs.changed(file); // it does not tell which
      await stubs.generate();
    });
    build.onResolve({ filter: GENERATED }, () => {
      const errors = isSaid ? [] : stubs.diagnostics.map(messageOf);
      isSaid = true;
      return { errors, watchFiles: [...stubs.sources] };
    });
    build.onEnd(() => (isSaid ? {} : { errors: stubs.diagnostics.map(messageOf) }));
  };
}

function messageOf(diagnostic: Diagnostic): PartialMessage {
  const { file, line, column, length, code, message, hint } = diagnostic;
  const frame = codeFrame(diagnostic);
  const location =
    file === undefined || frame === undefined
      ? null
      : {
          file,
          line,
          column: Buffer.byteLength(frame.text.slice(0, column - 1)),
          length,
          lineText: frame.text,
        };
  return { id: code, text: `${code}: ${message}`, location, notes: [{ text: hint }], pluginName: 'flipcall' };
}
