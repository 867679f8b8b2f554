// Builds and runs the C++ tests, which need no Node but this runner. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `node packages/native/test/run.mjs [options] [words of a test's name]
  --sanitize address|thread   builds with AddressSanitizer and UBSan, or with ThreadSanitizer
  --rounds N                  how many round trips the long tests make (default 100000)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sanitize: { type: 'string', default: '' }, rounds: { type: 'string' } },
});
if (!['', 'address', 'thread'].includes(values.sanitize) || !(Number(values.rounds ?? 1) > 0)) {
  console.error(usage);
  process.exit(2);
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const built = spawnSync('make', ['--silent', '-j2', `SANITIZE=${values.sanitize}`], {
  cwd: folder,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (built.status !== 0) {
  console.error(built.error?.message ?? 'The C++ tests do not compile.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const suffix = values.sanitize === '' ? '' : `-${values.sanitize}`;
const ran = spawnSync(`${folder}/../build/test${suffix}/run`, positionals, {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(values.rounds === undefined ? {} : { FLIPCALL_ROUNDS: values.rounds }),
    ASAN_OPTIONS: 'detect_stack_use_after_return=1',
    UBSAN_OPTIONS: 'print_stacktrace=1',
    TSAN_OPTIONS: 'halt_on_error=0 second_deadlock_stack=1',
  },
});
process.exitCode = ran.status ?? 1;
