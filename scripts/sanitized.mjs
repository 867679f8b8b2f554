import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setUp } from './setup.mjs';
import { capture, root, run, StepError, step } from './step.mjs';

const { findCompiler } = createRequire(import.meta.url)('./requirements.cjs');

/** The packages that load the addon, and those that test how. */
const USERS = ['core', 'rpc', 'conformance', 'hostile'].map((name) => `packages/${name}`);

/**
 * `npm run test:sanitized`: the jest suite as far as it loads the addon, or those files of it that are named, in Nodes that load the addon built with
 * AddressSanitizer and UndefinedBehaviorSanitizer; leaks are counted, too. `-- --run command …` runs something else that way.
 */
export default async function sanitized(/** @type {string[]} */ args) {
  await setUp();
  const environment = await sanitizedEnvironment();
  const reports = mkdtempSync(join(tmpdir(), 'flipcall-sanitizer-'));
  try {
    const command =
      args[0] === '--run'
        ? args.slice(1)
        : [process.execPath, 'scripts/run.cjs', 'test', ...(args.length > 0 ? args : USERS)];
    const [program = '', ...rest] = command;
    const env = { ...process.env, ...environment(join(reports, 'report')) };
    const code = await run(program, rest, { env });
    const findings = findingsIn(reports);
    for (const finding of findings) console.log(finding);
    console.log(
      `${findings.length === 0 ? 1 : 0} passed, ${findings.length} failed (reports of the sanitizers)`,
    );
    return findings.length > 0 ? 1 : code;
  } finally {
    rmSync(reports, { recursive: true });
  }
}

/**
 * Builds the addon with sanitizers.
 *
 * @returns {Promise<(log: string) => Record<string, string>>} the environment that has Node load it, and write reports to files
 *   that begin with `log`
 */
export async function sanitizedEnvironment() {
  const compiler = findCompiler(process.env);
  await step('Building the addon with sanitizers', 'make', [
    '--silent',
    '-j2',
    '-C',
    'packages/native/test',
    '../build/addon-address/flipcall.node',
    `CXX=${compiler}`,
    `NODE_INCLUDE=${nodeInclude()}`,
  ]);
  const { output } = await capture(compiler, ['-print-file-name=libasan.so']);
  const library = output.trim();
  if (!library.includes('/'))
    throw new StepError(`${compiler} has no libasan.so: install GCC and its sanitizers.`);
  return (log) => ({
    LD_PRELOAD: library,
    NODE_OPTIONS: `--require ${join(root, 'scripts/sanitized-addon.cjs')}`,
    // A smaller quarantine than the usual one: tests that bound what memory a process takes are to hold here, too.
    ASAN_OPTIONS: `log_path=${log}:detect_leaks=1:abort_on_error=0:quarantine_size_mb=16`,
    UBSAN_OPTIONS: `log_path=${log}:print_stacktrace=1:halt_on_error=1`,
    // Node and most other programs leave memory to the end of the process. So leaks fail nothing by themselves; those that
    // are ours are looked for in the reports.
    LSAN_OPTIONS: 'exitcode=0:use_unaligned=1',
  });
}

function nodeInclude() {
  const prefixes = [process.env['npm_config_nodedir'] ?? '', dirname(dirname(process.execPath))];
  const found = prefixes
    .map((prefix) => join(prefix, 'include/node'))
    .find((path) => existsSync(join(path, 'uv.h')));
  if (found === undefined) throw new StepError('The headers of Node.js were not found beside its program.');
  return found;
}

/**
 * @param {string} folder with the reports of all processes
 * @returns {string[]} each error, and each leak of memory that the addon itself asked for
 */
export function findingsIn(folder) {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts.flatMap((text) => {
    const leaks = text
      .split(/\n\n+/)
      .filter((block) => /^(Direct|Indirect) leak of/.test(block) && isOurs(block));
    const error = /ERROR: AddressSanitizer|runtime error:/.test(text) ? [text] : [];
    return [...error, ...leaks];
  });
}

/** Whether the first caller of the allocator is in the addon. Node-API allocates for every addon, and frees at the end. */
function isOurs(/** @type {string} */ block) {
  const caller = block
    .split('\n')
    .find(
      (line) => /^\s+#\d+ /.test(line) && !/libsanitizer|libasan|libstdc\+\+|\/include\/c\+\+\//.test(line),
    );
  return (
    caller !== undefined && /flipcall\.node| \.\.\/src\/| \.\.\/node_modules\/node-addon-api\//.test(caller)
  );
}
