import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { printDiagnostics } from './print-diagnostics.js';

/** What the command line tool touches of the world around it. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute; paths on the command line are relative to it. */
  readonly cwd: string;
}

/** As much of a stream as is needed to write to a terminal. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The `flipcall` command. `run` gives the exit code, and never ends the process. */
export interface Program {
  run(args: readonly string[]): Promise<number>;
}

/** Builds the `flipcall` command. */
export function createProgram(around: Surroundings): Program {
  return {
    async run(args) {
      let exitCode: number = EXIT.done;
      const program = new Command('flipcall')
        .description(
          'Typed calls between processes: generates clients, servers and validators from TypeScript interfaces.',
        )
        .version(version(), '-V, --version', 'print the version')
        .helpOption('-h, --help', 'print help')
        .helpCommand('help [command]', 'print help for a command')
        .configureOutput({
          writeOut: (text) => around.stdout.write(text),
          writeErr: (text) => around.stderr.write(text),
          getOutHelpWidth: () => around.stdout.columns ?? 100,
          getErrHelpWidth: () => around.stderr.columns ?? 100,
          getOutHasColors: () => around.stdout.isTTY === true,
          getErrHasColors: () => around.stderr.isTTY === true,
        })
        .showHelpAfterError('(flipcall --help says more)')
        .exitOverride();

      program
        .command('generate')
        .description('Generates stubs for the services that the files export.')
        .argument('<file...>', 'TypeScript files that export service interfaces')
        .requiredOption('-o, --out <dir>', 'the folder for the generated files')
        .option(
          '-p, --project <tsconfig>',
          'the tsconfig to read the sources with (default: the nearest one)',
        )
        .addHelpText('after', EXIT_CODES_HELP)
        .action(async (files: string[], options: { out: string; project?: string }) => {
          exitCode = await runGenerate(files, options, around);
        });

      try {
        await program.parseAsync(args, { from: 'user' });
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? EXIT.done : EXIT.usage;
      }
      return exitCode;
    },
  };
}

const EXIT_CODES_HELP = `
Exit codes:
  ${EXIT.done}  generated; files that were up to date already are left alone
  ${EXIT.refused}  something in the sources cannot be generated from, or the output cannot be written; nothing was written
  ${EXIT.usage}  the command line is wrong`;

async function runGenerate(
  files: readonly string[],
  options: { readonly out: string; readonly project?: string },
  around: Surroundings,
): Promise<number> {
  // The compiler takes long to load, so help and mistakes on the command line do not wait for it.
  const { generate, writeFiles } = await import('../index.js');
  const { out: outDir, ...rest } = options;
  const generated = generate({ files, outDir, cwd: around.cwd, ...rest });
  const { written, diagnostics } =
    generated.diagnostics.length > 0
      ? { written: [], diagnostics: generated.diagnostics }
      : writeFiles(generated.files);
  if (diagnostics.length > 0) {
    printDiagnostics(diagnostics, around.stderr, around.cwd);
    return EXIT.refused;
  }
  const changed = new Set(written);
  for (const { path } of generated.files) {
    around.stdout.write(`${changed.has(path) ? 'wrote    ' : 'unchanged'} ${relative(around.cwd, path)}\n`);
  }
  return EXIT.done;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'unknown';
  return String(manifest.version);
}
