import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { EXIT } from './exit-codes.js';
import { FORMATS } from './print-diagnostics.js';
import { type BreakingCommand, LEVELS, runBreaking } from './run-breaking.js';
import { DESCRIPTIONS, type DescribeCommand, runDescribe } from './run-describe.js';
import { type GenerateCommand, runGenerate } from './run-generate.js';
import { runInit } from './run-init.js';
import { type Surroundings, UsageError } from './surroundings.js';

/** The `flipcall` command. `run` gives the exit code, and never ends the process. */
export interface Program {
  run(args: readonly string[]): Promise<number>;
}

/** Builds the `flipcall` command. */
export function createProgram(around: Surroundings): Program {
  return {
    async run(args) {
      let exitCode: number = EXIT.done;
      const finish = async (command: Promise<number>): Promise<void> => {
        exitCode = await command;
      };
      const program = new Command('flipcall')
        .description('Typed calls between processes, from TypeScript interfaces.')
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
        .description(
          'Generate clients, server bindings and validators for the services that the files export.',
        )
        .argument('[files...]', 'TypeScript files, or globs for them (default: files in flipcall.config.ts)')
        .option('-o, --out <dir>', 'the folder for the generated files (default: out in flipcall.config.ts)')
        .option(
          '-p, --project <tsconfig>',
          'the tsconfig to read the sources with (default: the nearest one)',
        )
        .option('-c, --config <file>', 'the configuration (default: flipcall.config.ts, if there is one)')
        .option('--check', 'write nothing; show how the files there differ from what would be generated')
        .option('-w, --watch', 'generate again whenever a source changes')
        .addOption(
          new Option('--format <format>', 'how to report what is wrong').choices(FORMATS).default('pretty'),
        )
        .addHelpText('after', GENERATE_EXIT_CODES)
        .action((files: string[], options: Omit<GenerateCommand, 'files'>) =>
          finish(runGenerate({ ...options, files }, around)),
        );

      program
        .command('breaking')
        .description('Tell which changes of the services would break peers that run already.')
        .argument('[files...]', 'TypeScript files, or globs for them (default: files in flipcall.config.ts)')
        .requiredOption(
          '-a, --against <state>',
          'a commit of git, a folder, or what describe --format json wrote',
        )
        .option(
          '-p, --project <tsconfig>',
          'the tsconfig to read the sources with (default: the nearest one)',
        )
        .option('-c, --config <file>', 'the configuration (default: flipcall.config.ts, if there is one)')
        .addOption(
          new Option('--level <level>', 'the mildest change that fails').choices(LEVELS).default('wire'),
        )
        .addOption(new Option('--format <format>', 'how to report').choices(FORMATS).default('pretty'))
        .addHelpText('after', BREAKING_HELP)
        .action((files: string[], options: Omit<BreakingCommand, 'files'>) =>
          finish(runBreaking({ ...options, files }, around)),
        );

      program
        .command('describe')
        .description('Describe the services: for people, as a snapshot, or as JSON Schema.')
        .argument('[files...]', 'TypeScript files, or globs for them (default: files in flipcall.config.ts)')
        .option(
          '-p, --project <tsconfig>',
          'the tsconfig to read the sources with (default: the nearest one)',
        )
        .option('-c, --config <file>', 'the configuration (default: flipcall.config.ts, if there is one)')
        .addOption(new Option('--format <format>', 'how').choices(DESCRIPTIONS).default('table'))
        .action((files: string[], options: Omit<DescribeCommand, 'files'>) =>
          finish(runDescribe({ ...options, files }, around)),
        );

      program
        .command('init')
        .description('Add a script, a configuration and a first interface to the package in this folder.')
        .action(() => {
          exitCode = runInit(around);
        });

      try {
        await program.parseAsync(args, { from: 'user' });
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
        if (!(error instanceof UsageError)) throw error;
        around.stderr.write(`error: ${error.message}\n`);
        return EXIT.usage;
      }
      return exitCode;
    },
  };
}

const GENERATE_EXIT_CODES = `
Exit codes:
  ${EXIT.done}  generated, or with --check nothing to generate
  ${EXIT.refused}  something cannot be generated from or written, and nothing was; or with --check a file is stale
  ${EXIT.usage}  the command line or the configuration is wrong`;

const BREAKING_HELP = `
Severities:
  wire    a peer that was generated before the change fails
  source  running peers go on, but code written against the old interface may not compile
  safe    neither

Exit codes:
  ${EXIT.done}  nothing changed that is as bad as --level
  ${EXIT.refused}  something did, or one of the states cannot be read
  ${EXIT.usage}  the command line or the configuration is wrong`;

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'unknown';
  return String(manifest.version);
}
