import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, unlessDone } from './fingerprint.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fingerprint-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, 'src/a'), 'one');
  writeFileSync(join(root, 'src/deep/b'), 'two');
});
afterEach(() => rmSync(root, { recursive: true }));

const print = (...facts: string[]) => fingerprint(root, ['src', 'absent'], facts);

test('the same files give the same fingerprint', () => {
  expect(print('v1')).toBe(print('v1'));
});

test.each<[string, () => void]>([
  ['a change', () => writeFileSync(join(root, 'src/deep/b'), 'three')],
  ['a new name', () => renameSync(join(root, 'src/a'), join(root, 'src/c'))],
  ['a new file', () => writeFileSync(join(root, 'src/c'), '')],
  ['a file that was absent', () => writeFileSync(join(root, 'absent'), '')],
  [
    'text that moves from one file to the next',
    () => {
      writeFileSync(join(root, 'src/a'), 'on');
      writeFileSync(join(root, 'src/deep/b'), 'etwo');
    },
  ],
])('%s gives another one', (_what, change) => {
  const before = print();
  change();
  expect(print()).not.toBe(before);
});

test('a fact that changed gives another one', () => {
  expect(print('v1')).not.toBe(print('v2'));
});

test('work is done once, again when the fingerprint changed, and again when it failed', async () => {
  const stamp = join(root, 'made/stamp');
  const log: string[] = [];
  const attempt = (name: string, work = async () => {}) =>
    unlessDone(stamp, name, async () => {
      log.push(name);
      await work();
    }).catch((error: Error) => error.message);

  expect(await attempt('a')).toBe(true);
  expect(await attempt('a')).toBe(false);
  expect(await attempt('b', () => Promise.reject(new Error('broke')))).toBe('broke');
  expect(await attempt('b')).toBe(true);
  expect(log).toEqual(['a', 'b', 'b']);
});
