import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { ServiceDescriptor } from '../../rpc/src/service.js';
import { compactBytes } from './support/outcome.js';
import { load, workspace } from './support/workspace.js';

const reference = readFileSync(join(__dirname, '../../../docs/wire/rpc.md'), 'utf8');

/** The entries of the block: a type, a value of it, and the bytes of a method's arguments that are that value alone. */
const [, block = ''] = /```compact\n([\s\S]*?)\n```/.exec(reference) ?? [];
const lines = block.split('\n');
const ENTRIES = lines.flatMap((type, index) =>
  index % 3 === 0 ? [{ type, value: lines[index + 1] ?? '', bytes: lines[index + 2]?.trim() }] : [],
);

describe('docs/wire/rpc.md', () => {
  const sources = ENTRIES.map(({ type }, index): [string, string] => [
    `entry${index}.ts`,
    `export interface Entry${index} { send(value: ${type}): void }`,
  ]);
  using project = workspace(Object.fromEntries(sources));
  const { files } = project.generate(...sources.map(([file]) => file));

  it.each(ENTRIES.map((entry, index) => ({ ...entry, index })))(
    'gives the bytes of $value, a $type',
    ({ value, bytes, index }) => {
      const file = files.find(({ path }) => path.endsWith(`entry${index}.flipcall.ts`));
      const service = load(file?.text ?? '')[`Entry${index}`] as ServiceDescriptor<unknown>;
      const [method] = service.methods;
      if (method === undefined) throw new TypeError('the service has no method');
      const sent = compactBytes(method, [runInThisContext(`(${value})`)]);
      // The arguments are an array too, of one member.
      expect(Buffer.from(sent).toString('hex')).toBe(`91${bytes?.replaceAll(' ', '')}`);
    },
  );

  it('has examples of compact values', () => {
    expect(ENTRIES.length).toBeGreaterThan(5);
  });
});
