import { closeSync, openSync } from 'node:fs';
import { Descriptor } from '@flipcall/rpc';

/** Something that crosses without being data, or a way to take or give it, in a service with the one method `call`. */
export interface LiveRow {
  /** What people call it. */
  readonly name: string;
  /** Declarations that the method needs. */
  readonly source?: string;
  /** The method's parameters and result. */
  readonly method: string;
  /** What the server has for it. */
  readonly handler: (...args: never[]) => unknown;
  /** Calls it, and gives what came of that. */
  readonly use: (call: Call) => unknown;
  readonly gives: unknown;
  /** Calls it with what is not of the type, or whose handler answers so; and what the refusal says of where. */
  readonly wrong?: readonly [use: (call: Call) => unknown, says: string];
  /** Whether the generated method is made of the source's by more than the rule that the compiler proves. */
  readonly special?: true;
}

// Each row knows what its own method takes and gives, which no type for all rows could say.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Call = (...args: any[]) => any;

async function all<Item>(items: AsyncIterable<Item> | Iterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Every way to take and to give what is not data. */
export const LIVE_LANGUAGE: readonly LiveRow[] = [
  {
    name: 'result, or a promise of it',
    method: '(a: number): Promise<number>',
    handler: (a: number) => a + 1,
    use: (call) => call(1),
    gives: 2,
    wrong: [(call) => call('1'), 'argument 1 (a): expected number'],
  },
  {
    name: 'nothing',
    method: '(a: number): void',
    handler: () => undefined,
    use: (call) => call(1),
    gives: undefined,
  },
  {
    name: 'optional and rest parameters',
    method: '(a: string, b?: number, ...more: boolean[]): string',
    handler: (a: string, b: number | undefined, more: boolean[]) => `${a} ${b} ${more}`,
    use: async (call) => [await call('a'), await call('a', 1), await call('a', undefined, true, false)],
    gives: ['a undefined ', 'a 1 ', 'a undefined true,false'],
    wrong: [(call) => call('a', 1, 'x'), 'argument 3 (more[0]): expected boolean, received string'],
    special: true,
  },
  {
    name: "AbortSignal as the last parameter: the call's own, not sent",
    method: '(a: string, signal?: AbortSignal): Promise<string>',
    handler: (a: string) => a,
    use: (call) => call('a', { timeoutMs: 60_000 }),
    gives: 'a',
    special: true,
  },
  {
    name: "options as the last parameter: the call's own, not sent",
    method: '(a: string, options?: { signal?: AbortSignal; timeoutMs?: number }): Promise<string>',
    handler: (a: string) => a,
    use: (call) => call('a', { timeoutMs: 60_000 }),
    gives: 'a',
    special: true,
  },
  {
    name: 'stream from the server: AsyncIterable',
    method: '(upTo: number): AsyncIterable<{ n: number }>',
    handler: (upTo: number) => Array.from({ length: upTo }, (_, n) => ({ n: n < 3 ? n : 'x' })),
    use: (call) => all(call(2)),
    gives: [{ n: 0 }, { n: 1 }],
    wrong: [(call) => all(call(4)), 'item.n: expected number'],
  },
  {
    name: 'stream to the server: AsyncIterable',
    method: '(words: AsyncIterable<string>): Promise<number>',
    handler: async (words: AsyncIterable<string>) => (await all(words)).length,
    use: (call) => call(['a', 'b']),
    gives: 2,
    wrong: [(call) => call(['a', 1]), 'item: expected string, received number'],
  },
  {
    name: 'streams in both directions',
    method: '(words: AsyncIterable<string>): AsyncIterable<string>',
    handler: async function* (words: AsyncIterable<string>) {
      for await (const word of words) yield word.toUpperCase();
    },
    use: (call) => all(call(['a', 'b'])),
    gives: ['A', 'B'],
    wrong: [(call) => all(call([1])), 'item: expected string, received number'],
  },
  {
    name: 'function that notifies',
    method: '(onStep: (done: number, total?: number) => void): Promise<void>',
    handler: (onStep: (done: number, total?: number) => void) => {
      onStep(1);
      onStep(2, 2);
    },
    use: async (call) => {
      const heard: unknown[] = [];
      const { promise, resolve } = once();
      await call((...args: unknown[]) => {
        heard.push(args);
        if (heard.length === 2) resolve();
      });
      await promise;
      return heard;
    },
    gives: [[1], [2, 2]],
    wrong: [(call) => call('no function'), 'argument 1 (onStep): expected a reference to'],
  },
  {
    name: 'function that answers',
    method: '(ask: (question: string) => Promise<number>): Promise<number>',
    handler: async (ask: (question: string) => Promise<number>) => (await ask('a')) + (await ask('b')),
    use: (call) => call(async (question: string) => question.length),
    gives: 2,
    wrong: [(call) => call(async () => 'x'), 'result: expected number'],
  },
  {
    name: 'function in data, and as a result',
    method: '(hooks: { onEnd?: () => Promise<string>; tags: string[] }): Promise<() => Promise<string>>',
    handler:
      ({ onEnd, tags }: { onEnd?: () => Promise<string>; tags: string[] }) =>
      async () =>
        `${await onEnd?.()} ${tags}`,
    use: async (call) => (await call({ onEnd: async () => 'over', tags: ['x'] }))(),
    gives: 'over x',
    wrong: [(call) => call({ onEnd: 1, tags: [] }), 'argument 1 (hooks.onEnd): expected a reference to'],
  },
  {
    name: '@remote object, as a parameter',
    source: '/** @remote */ export interface Counter { add(by: number): Promise<number> }',
    method: '(counter: Counter): Promise<number>',
    handler: async (counter: { add(by: number): Promise<number> }) => {
      await counter.add(1);
      return counter.add(2);
    },
    use: (call) => {
      let count = 0;
      return call({ add: async (by: number) => (count += by) });
    },
    gives: 3,
    wrong: [
      (call) => call({ subtract: async () => 0 }),
      'argument 1 (counter): expected Counter, which has a method add',
    ],
  },
  {
    name: '@remote object, as a result, that `using` lets go of',
    source: '/** @remote */ export interface Cursor extends Disposable { next(): Promise<number | null> }',
    method: '(): Promise<Cursor>',
    handler: () => ({ next: async () => 7, [Symbol.dispose]: () => undefined }),
    use: async (call) => {
      using cursor = await call();
      return cursor.next();
    },
    gives: 7,
  },
  {
    name: 'open file: Descriptor',
    source: "import type { Descriptor } from '@flipcall/rpc';",
    method: '(input: Descriptor, more: { log?: Descriptor }): Promise<Descriptor>',
    handler: (input: unknown) => input,
    use: async (call) => {
      const fd = openSync('/dev/null', 'r');
      try {
        using arrived = await call(Descriptor.of(fd), {});
        return arrived instanceof Descriptor;
      } finally {
        closeSync(fd);
      }
    },
    gives: true,
    wrong: [(call) => call('/dev/null', {}), 'argument 1 (input): expected a Descriptor'],
  },
];

function once(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
