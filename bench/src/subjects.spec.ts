import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Run } from './run.js';
import { scenarios } from './scenarios/index.js';
import { subjects } from './subjects/index.js';

jest.setTimeout(120_000);

const program = join(__dirname, '../dist/main.js');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flipcall-bench-spec-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a run gives in which nothing is measured for longer than it takes to see that it works. */
async function run(scenario: string): Promise<Run['results']> {
  const file = join(folder, `${scenario}.json`);
  const args = [program, '--scenario', scenario, '--seconds', '0.003', '--json', file];
  await promisify(execFile)(process.execPath, args);
  return JSON.parse(readFileSync(file, 'utf8')).results;
}

// Each of them checks, before it measures, that what comes back is what was sent.
test.each(['unary-sync', 'sync-bridge', 'unary-async'])(
  'every subject that can takes part in %s, and answers correctly',
  async (name) => {
    const scenario = scenarios.find((candidate) => candidate.name === name);
    const able = subjects.filter((subject) => scenario?.prepare(subject, 0)).map((subject) => subject.name);
    const results = await run(name);
    expect(results.map(({ subject }) => subject)).toEqual(able);
    for (const { subject, p50Ns } of results) expect([subject, p50Ns > 0]).toEqual([subject, true]);
  },
);

test('everything one might use instead is there', () => {
  expect(subjects.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'flipcall',
      'cpp',
      'go',
      'flipcall-go',
      'unix-socket-msgpackr',
      'json-roundtrip',
      'process-send-json',
      'process-send-advanced',
      'worker-postmessage',
      'atomics-wait',
      'synckit',
      'grpc-js',
      'connect',
      'trpc',
      'capnweb',
      'birpc',
      'comlink',
    ]),
  );
});
