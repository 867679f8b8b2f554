import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeHostileDatagrams } from './frame-target.js';
import { FRAMES } from './frames.js';
import { Random } from './random.js';

it('there is a row for every kind of frame', () => {
  const source = readFileSync(join(__dirname, '../../rpc/src/frames/frame.ts'), 'utf8');
  const kinds = /FrameKind = \{(.*?)\n\}/s.exec(source)?.[1]?.matchAll(/^ {2}(\w+): \d+,$/gm) ?? [];
  expect(Object.keys(FRAMES)).toEqual(
    expect.arrayContaining([...kinds].map(([, kind = '']) => kind.toLowerCase())),
  );
});

it('a seed repeats what it does', () => {
  const sequence = (): number[] => {
    const random = new Random(7);
    return Array.from({ length: 5 }, () => random.below(1000));
  };
  expect(sequence()).toEqual(sequence());
});

it.each([false, true])(
  'a session ends in an orderly way over bytes that are nothing (as client: %s)',
  async (asClient) => {
    await takeHostileDatagrams([Uint8Array.of(0xc1)], asClient);
  },
);
