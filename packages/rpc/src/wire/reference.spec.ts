import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { decode, encode, hex } from '../../test/bytes.js';
import { Code } from '../code.js';
import { DEFAULT_LIMITS } from '../limits.js';

const reference = readFileSync(join(__dirname, '../../../../docs/wire/rpc.md'), 'utf8');

/** The entries of one block of the reference: an expression, and its bytes on the next line. */
function entries(block: string): [expression: string, bytes: string][] {
  const body = reference.split(`\`\`\`${block}\n`)[1]?.split('\n```')[0] ?? '';
  const lines = body.split('\n');
  return lines.flatMap((line, index) => (index % 2 === 0 ? [[line, (lines[index + 1] ?? '').trim()]] : []));
}

describe('docs/wire/rpc.md', () => {
  it.each([...entries('values'), ...entries('frames')])('gives the bytes of %s', (expression, bytes) => {
    // Values of another realm: only what they hold is compared.
    const value: unknown = runInThisContext(`(${expression})`);
    expect(Buffer.from(encode(value)).toString('hex')).toBe(bytes.replaceAll(' ', ''));
    expect(decode(hex(bytes))).toEqual(value);
  });

  it('has examples of all of them', () => {
    expect(entries('values').length).toBeGreaterThan(15);
    expect(entries('frames')).toHaveLength(17);
  });

  it('has every code with its number', () => {
    for (const [name, code] of Object.entries(Code)) expect(reference).toContain(`| ${code} ${name} |`);
  });

  it('has every limit with its default', () => {
    const mebi = 1024 * 1024;
    const plain = (value: number, name: string): string =>
      name.endsWith('Bytes') ? `${value / mebi} MiB` : value.toLocaleString('en-US');
    for (const [name, value] of Object.entries(DEFAULT_LIMITS)) {
      const row = reference.split('\n').find((line) => line.startsWith(`| \`${name}\`:`));
      expect(row).toContain(`| ${plain(value, name)} |`);
    }
  });
});
