import { closeSync, openSync } from 'node:fs';
import { type CallOptions, Code, Descriptor, RpcError, Server } from '@flipcall/rpc';
import { type MemoryPair, memoryPair } from '@flipcall/rpc/testing';
import { ConflictError, NotFound } from './golden/kinds/errors.js';
import { createFilesClient, Files } from './golden/kinds/gen/errors.flipcall.js';
import {
  createDatabaseClient,
  Database,
  type DatabaseClient,
  type DatabaseHandlers,
} from './golden/kinds/gen/live.flipcall.js';
import {
  createSensorsClient,
  createSensorsSyncClient,
  Sensors,
  type SensorsClient,
} from './golden/kinds/gen/streams.flipcall.js';
import type { Cursor, Folder, Row } from './golden/kinds/live.js';
import type { Sample } from './golden/kinds/streams.js';

const sample = (value: number): Sample => ({ at: new Date(value), value });

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* later<Item>(...items: Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

describe('generated streams', () => {
  let pair: MemoryPair;
  let client: SensorsClient;
  let count = 3;
  const recorded: unknown[] = [];

  beforeEach(() => {
    const server = new Server({ onHandlerError: () => undefined }).add(Sensors, {
      watch: (_sensor, everyMs = 1) => [sample(everyMs), sample(2 * everyMs)],
      async *replay() {
        yield sample(1);
        yield sample(2);
      },
      open: async (sensor) => later(sample(sensor.length)),
      async record(sensor, samples, note) {
        recorded.push(sensor, note, await all(samples));
        return recorded.length;
      },
      async forget(ids) {
        for await (const id of ids) count -= Number(id);
      },
      async *smooth({ window }, samples) {
        for await (const { at, value } of samples) yield { at, value: value / window };
      },
      async *merge(names, parts) {
        for await (const name of names) yield `${name}${parts.join('')}`;
      },
      count: () => count,
    });
    pair = memoryPair({ server });
    client = createSensorsClient(pair.client);
  });

  afterEach(() => pair[Symbol.dispose]());

  it('bring items from the server, however its handler makes them', async () => {
    expect(await all(client.watch('a', 5))).toEqual([sample(5), sample(10)]);
    expect(await all(client.watch('a'))).toEqual([sample(1), sample(2)]);
    expect(await all(client.replay())).toEqual([sample(1), sample(2)]);
    expect(await all(client.open('four'))).toEqual([sample(4)]);
  });

  it('take items to the server, with the other arguments in their places', async () => {
    expect(await client.record('a', later(sample(1)), 'note')).toBe(3);
    expect(await client.record('b', [sample(2)])).toBe(6);
    expect(recorded).toEqual(['a', 'note', [sample(1)], 'b', undefined, [sample(2)]]);
    await client.forget([1n, 2n]);
    expect(await client.count()).toBe(0);
  });

  it('do both at once', async () => {
    const smooth = client.smooth({ window: 2 }, [sample(2), sample(4)]);
    expect((await all(smooth)).map(({ value }) => value)).toEqual([1, 2]);
    expect(await all(client.merge(later('a', 'b'), '1', '2'))).toEqual(['a12', 'b12']);
  });

  it('are validated item by item', async () => {
    const wrong = all(client.smooth({ window: 1 }, [sample(1), sample(-1)]));
    await expect(wrong).rejects.toMatchObject({ code: Code.InvalidArgument });
  });

  it('are plain iterables for a client that blocks', async () => {
    const blocking = createSensorsSyncClient(pair.client);
    expect(Object.keys(blocking).sort()).toEqual(['count', 'forget', 'open', 'record', 'replay', 'watch']);
  });
});

describe('generated errors', () => {
  it('arrive as their classes, or with the fields of their interface', async () => {
    let thrown: Error = new NotFound('/a/b');
    const fail = (): never => {
      throw thrown;
    };
    const server = new Server({ onHandlerError: () => undefined });
    const handlers = { read: fail, write: fail, append: fail, holder: () => undefined };
    using pair = memoryPair({ server: server.add(Files, handlers) });
    const client = createFilesClient(pair.client);
    await expect(client.read('/a/b')).rejects.toBeInstanceOf(NotFound);
    await expect(client.read('/a/b')).rejects.toMatchObject({ path: '/a/b', folder: '/a' });
    thrown = Object.assign(new Error('x'), { name: 'SystemError', errno: 2, syscall: 'open' });
    await expect(client.read('')).rejects.toMatchObject({ name: 'SystemError', errno: 2, syscall: 'open' });
    await expect(client.write('', new Uint8Array())).rejects.toMatchObject({ code: Code.Internal });
    thrown = new ConflictError({ name: 'Ada', since: new Date(1) }, Code.Aborted);
    await expect(client.write('', new Uint8Array())).rejects.toMatchObject({
      code: Code.Aborted,
      owner: { name: 'Ada', since: new Date(1) },
    });
    thrown = new RangeError('empty');
    await expect(client.write('', new Uint8Array())).rejects.toThrow(RangeError);
    await expect(client.append('', [])).rejects.toMatchObject({ code: Code.Internal });
  });
});

describe('generated callbacks and live objects', () => {
  let pair: MemoryPair;
  let client: DatabaseClient;
  let handlers: DatabaseHandlers;
  const rows: readonly Row[] = [1n, 2n, 3n].map((id) => ({ id, value: `row ${id}` }));
  const skipped: bigint[] = [];
  let signalOfNext: AbortSignal | undefined;
  let optionsOfRest: CallOptions | undefined;

  class Rows implements Cursor<Row> {
    #at: number;
    constructor(at = 0) {
      this.#at = at;
    }
    async next(size = 1, signal?: AbortSignal): Promise<readonly Row[] | undefined> {
      signalOfNext = signal;
      const page = rows.slice(this.#at, this.#at + size);
      this.#at += size;
      return page.length === 0 ? undefined : page;
    }
    async *rest(options?: CallOptions): AsyncGenerator<Row> {
      optionsOfRest = options;
      yield* rows.slice(this.#at);
    }
    async clone(): Promise<Cursor<Row>> {
      return new Rows(this.#at);
    }
    async follow(other: Cursor<Row>): Promise<void> {
      this.#at = rows.length - (await all(other.rest())).length;
    }
    skip(...ids: readonly bigint[]): void {
      skipped.push(...ids);
    }
    [Symbol.dispose](): void {}
  }

  const limits: (number | undefined)[] = [];
  const root: Folder = {
    parent: async () => null,
    path: async () => '/',
    async files(patterns) {
      const names = await all(patterns);
      return names.map(() => ({
        folder: async () => root,
        open: async ({ timeoutMs }) => {
          limits.push(timeoutMs);
          return Descriptor.of(openSync(process.execPath, 'r'));
        },
      }));
    },
  };

  beforeEach(() => {
    handlers = {
      async run(_sql, hooks, onProgress) {
        for (const row of rows) await hooks.onRow(row);
        onProgress?.(rows.length);
        onProgress?.(rows.length, 9);
        const again = await hooks.onEnd?.(hooks);
        return again === true ? 1 : 0;
      },
      async *filter(keep) {
        for (const row of rows) if (await keep(row)) yield row;
      },
      async subscribe(listeners) {
        for (const listener of listeners) listener({ id: 0n, value: null });
        return async () => {
          for (const listener of listeners) listener({ id: 1n, value: null });
        };
      },
      open: () => new Rows(),
      root: () => root,
      load: async (from, { log }) => log ?? from,
      either: async (value) => ('ask' in value ? await value.ask?.() : undefined) ?? JSON.stringify(value),
      greet: async (who) => `Hello, ${typeof who === 'string' ? who : await who()}!`,
    };
    pair = memoryPair({ server: new Server({ onHandlerError: () => undefined }).add(Database, handlers) });
    client = createDatabaseClient(pair.client);
  });

  afterEach(() => pair[Symbol.dispose]());

  it('call back into the client, also what lies in objects and comes home', async () => {
    const heard: unknown[] = [];
    const hooks = {
      onRow: (row: Row): void => void heard.push(row.id),
      onEnd: async (back: unknown): Promise<boolean> => {
        heard.push((back as typeof hooks).onRow === hooks.onRow);
        return true;
      },
    };
    expect(await client.run('', hooks, (...args) => heard.push(args))).toBe(1);
    expect(heard).toEqual([1n, 2n, 3n, [3], [3, 9], true]);
    expect(await client.run('', { onRow: async () => undefined })).toBe(0);
  });

  it('decide about each item of a stream', async () => {
    expect(await all(client.filter(async ({ id }) => id !== 2n))).toEqual([rows[0], rows[2]]);
  });

  it('give functions back', async () => {
    const heard: bigint[] = [];
    const listener = ({ id }: Row): void => void heard.push(id);
    const unsubscribe = await client.subscribe([listener, listener]);
    await unsubscribe();
    expect(heard).toEqual([0n, 0n, 1n, 1n]);
  });

  it('are told from data in a union', async () => {
    expect(await client.greet('Ada')).toBe('Hello, Ada!');
    expect(await client.greet(async () => 'Bob')).toBe('Hello, Bob!');
  });

  it('are found in a union that nothing tells apart', async () => {
    expect(await client.either({ a: 'x', ask: async () => 'asked' })).toBe('asked');
    expect(await client.either({ a: 'x', b: 1 })).toBe('{"a":"x","b":1}');
  });

  it('keep their state where they are', async () => {
    using cursor = await client.open('');
    expect(await cursor.next(2)).toEqual(rows.slice(0, 2));
    const other = await cursor.clone();
    expect(await all(cursor.rest())).toEqual(rows.slice(2));
    await cursor.follow(other);
    expect(await cursor.next()).toEqual(rows.slice(2));
    expect(await cursor.next()).toBeUndefined();
    cursor.skip(7n, 8n);
    cursor.skip();
    await cursor.next();
    expect(skipped).toEqual([7n, 8n]);
  });

  it('give the call its own parameter where it arrives', async () => {
    const cursor = await client.open('');
    const controller = new AbortController();
    await cursor.next(1, controller.signal);
    expect(signalOfNext).toBeInstanceOf(AbortSignal);
    await all(cursor.rest({ timeoutMs: 5_000 }));
    expect(optionsOfRest).toMatchObject({ timeoutMs: expect.any(Number), context: expect.anything() });
    controller.abort();
    await expect(cursor.next(1, controller.signal)).rejects.toMatchObject({ code: Code.Cancelled });
  });

  it('lead to each other', async () => {
    const folder = await client.root();
    const [file] = await folder.files(later('a.txt', 'b'));
    using opened = await file?.open({ timeoutMs: 60_000 });
    expect(opened).toBeInstanceOf(Descriptor);
    expect(limits).toEqual([expect.any(Number)]);
    expect(await (await file?.folder())?.parent()).toBeNull();
    expect(await folder.path()).toBe('/');
  });

  it('carry descriptors beside data', async () => {
    const [from, log] = [openSync('/dev/zero', 'r'), openSync('/dev/null', 'w')];
    using one = await client.load(Descriptor.of(from), { table: 'a' });
    using other = await client.load(Descriptor.of(from), { table: 'a', log: Descriptor.of(log) });
    expect([one?.fd, other?.fd]).toEqual([from, log].map(() => expect.any(Number)));
    const path = '/dev/null' as unknown as Descriptor;
    await expect(client.load(path, { table: 'a' })).rejects.toMatchObject({ code: Code.InvalidArgument });
    for (const fd of [from, log]) closeSync(fd);
  });

  it('are validated where they arrive', async () => {
    const liar = { onRow: 'no function' } as unknown as { onRow: (row: Row) => void };
    await expect(client.run('', liar)).rejects.toThrow(RpcError);
    const noCursor = { next: async () => 'no method but this' } as unknown as Cursor<Row>;
    const server = new Server({ onHandlerError: () => undefined });
    using other = memoryPair({ server: server.add(Database, { ...handlers, open: () => noCursor }) });
    await expect(createDatabaseClient(other.client).open('')).rejects.toMatchObject({ code: Code.Internal });
  });
});
