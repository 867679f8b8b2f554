import { relative } from 'node:path';
import type { Diagnostic } from '@flipcall/codegen';
import type { Compiler, WebpackError } from 'webpack';
import { frameOf } from './message.js';
import type { Stubs } from './stubs.js';

/** What webpack is asked to call. Generating comes before the compilation, for that begins by looking for the entries. */
export function webpackApply(stubs: Stubs): (compiler: Compiler) => void {
  return (compiler) => {
    compiler.hooks.beforeCompile.tapPromise('flipcall', async () => {
      for (const path of [...(compiler.modifiedFiles ?? []), ...(compiler.removedFiles ?? [])]) {
        stubs.changed(path);
      }
      await stubs.generate();
      // What its watcher knows of them is from before: it would build once with the old ones.
      for (const file of stubs.outputs) {
        compiler.fileTimestamps?.delete(file);
        compiler.inputFileSystem?.purge?.(file);
      }
    });
    compiler.hooks.thisCompilation.tap('flipcall', (compilation) => {
      compilation.fileDependencies.addAll(stubs.sources);
      for (const each of stubs.diagnostics) compilation.errors.push(errorOf(each, compiler));
    });
  };
}

function errorOf(diagnostic: Diagnostic, compiler: Compiler): WebpackError {
  const { file, line, column, length, code, message, hint } = diagnostic;
  const error = new compiler.webpack.WebpackError(`${code}: ${message}`);
  error.name = 'FlipcallError';
  error.hideStack = true;
  error.details = [frameOf(diagnostic), `hint: ${hint}`].filter((part) => part !== undefined).join('\n');
  if (file !== undefined) error.file = `./${relative(compiler.context, file)}`;
  if (line > 0)
    error.loc = { start: { line, column: column - 1 }, end: { line, column: column - 1 + length } };
  return error;
}
