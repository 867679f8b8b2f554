import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const text = readFileSync(join(__dirname, 'security.md'), 'utf8');
const references = [...text.matchAll(/`([\w./-]+\.(?:ts|cc|mjs))`: "([^"]+)"/g)].map(
  ([, file = '', name = '']): [string, string] => [file, name],
);

it('every row of promises names a test', () => {
  const rows = text.split('\n').filter((line) => line.startsWith('| **'));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !/\.(ts|cc|mjs)`: "/.test(row))).toEqual([]);
});

it.each(references)('%s has "%s"', (file, name) => {
  const path = join(root, file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain(name);
});
