import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from '@swc/core';
import { type GenerateResult, generate } from '../../src/generate.js';
import { writeFiles } from '../../src/write-files.js';

const PACKAGE = join(__dirname, '../..');
const ROOT = join(PACKAGE, '../..');

/** A user's project in a temporary folder. */
export interface Workspace extends Disposable {
  readonly folder: string;
  /** Absolute path of a file in it. */
  path(file: string): string;
  write(files: Readonly<Record<string, string>>): void;
  /** Generates into `gen`, and writes what came of it. */
  generate(...files: string[]): GenerateResult;
  /** What TypeScript says about the files of the project: nothing when all is well. */
  typeCheck(): Promise<string>;
}

/** The settings of the strictest users. */
export const STRICTEST: Readonly<Record<string, unknown>> = {
  target: 'es2023',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  moduleDetection: 'force',
  types: [],
  strict: true,
  noEmit: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
};

/** Makes a project with the strictest settings, and others where they are given. */
export function workspace(
  files: Readonly<Record<string, string>>,
  compilerOptions: Readonly<Record<string, unknown>> = {},
): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'flipcall-codegen-')));
  const path = (file: string): string => join(folder, file);
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(more)) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    }
  };
  const paths = {
    zod: [join(PACKAGE, 'node_modules/zod/index.d.ts')],
    '@flipcall/rpc': [join(PACKAGE, '../rpc/dist/index.d.ts')],
    '@flipcall/rpc/codegen-v1': [join(PACKAGE, '../rpc/dist/codegen-v1.d.ts')],
  };
  write({
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        ...STRICTEST,
        ...compilerOptions,
        paths: { ...paths, ...(compilerOptions['paths'] ?? {}) },
      },
    }),
    ...files,
  });
  return {
    folder,
    path,
    write,
    generate(...sources) {
      const result = generate({ files: sources, outDir: 'gen', cwd: folder });
      const written = writeFiles(result.files);
      return { ...result, diagnostics: [...result.diagnostics, ...written.diagnostics] };
    },
    typeCheck: () => typeCheck(folder),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** What TypeScript says about a project; the repository's own unless another one's folder is given. */
export async function typeCheck(
  project: string,
  typescript: string = join(ROOT, 'node_modules/typescript'),
): Promise<string> {
  const compiler = join(typescript, 'bin/tsc');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '--project', project]);
    return stdout;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

/** Runs the text of a generated file, and gives what it exports. */
export function load(text: string): Readonly<Record<string, unknown>> {
  const { code } = transformSync(text, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const exports: Record<string, unknown> = {};
  const evaluate: unknown = new Function('require', 'exports', code);
  if (typeof evaluate !== 'function') throw new TypeError('not a function');
  evaluate((module: string): unknown => {
    if (module === '@flipcall/rpc/codegen-v1') return require('@flipcall/rpc/codegen-v1');
    // What the sources have besides types: enums and classes of errors.
    return {};
  }, exports);
  return exports;
}
