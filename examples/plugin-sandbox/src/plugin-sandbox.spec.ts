import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const example = join(__dirname, '..');

/** What the host says of each plugin. */
const SAID: Readonly<Record<string, RegExp>> = {
  broken: /^failed: its process exited with code 1: .*it does not even start/,
  crashing: /^failed: its process was ended by SIGABRT/,
  endless: /^failed: .*more lines than anybody wants/,
  greedy: /^failed: its process was ended by SIGABRT/,
  hanging: /^failed: DeadlineExceeded: .*no answer within 2000 ms/,
  lying: /^failed: Internal: Plugin\/transform: item: expected string, received object/,
  polite: /^says "done"\nmade "Hello, one!\\nHello, two!"/,
  refusing: /^failed: it wants to be asked nicely/,
  snooping: /^says "ERR_ACCESS_DENIED"\nsays "ERR_ACCESS_DENIED"\nmade "0 variables"/,
};

describe('the host', () => {
  let output: string;

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/main.js'], { cwd: example });
    output = stdout.replaceAll(/^ +/gm, '');
  }, 60_000);

  it.each(Object.entries(SAID))('says what happened to the plugin that is %s', (name, said) => {
    const [, report = ''] = output.split(`${name}.mjs\n`);
    expect(report).toMatch(said);
  });

  it('survives all of them', () => {
    expect(output.match(/\.mjs$/gm)).toHaveLength(Object.keys(SAID).length);
    expect(output).toMatch(/The host is well\.\n$/);
  });
});
