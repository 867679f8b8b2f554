import { inspect } from 'node:util';
import * as z from 'zod';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import { withCodecs } from '../../test/with-codecs.js';
import type { CallContext } from '../call-context.js';
import { openBlockingCaller, openCaller } from '../client.js';
import { Code } from '../code.js';
import { RpcError } from '../rpc-error.js';
import { Server } from '../server.js';
import { defineService, type ErrorSpec, type ServiceDescriptor } from '../service.js';
import { type MemoryPair, memoryPair } from '../testing.js';

class NotFound extends Error {
  readonly path: string;
  readonly hint?: string;
  /** Nobody declares it. */
  readonly secret = 'the key';
  constructor(path: string) {
    super(`${path} was not found`);
    this.path = path;
  }
  get folder(): string {
    return this.path.slice(0, this.path.lastIndexOf('/'));
  }
}

class LinkNotFound extends NotFound {
  target = 'nowhere';
}

class Conflict extends RpcError {
  readonly owner: string;
  constructor(owner: string) {
    super(`${owner} was faster`, { code: Code.Aborted, metadata: { retry: 'yes' }, details: 'a secret' });
    this.owner = owner;
  }
}

const ERRORS: readonly ErrorSpec[] = [
  {
    name: 'NotFound',
    type: NotFound,
    fields: () => z.object({ path: z.string().min(1), hint: z.string().exactOptional() }),
  },
  {
    name: 'LinkNotFound',
    type: LinkNotFound,
    fields: () => z.object({ path: z.string(), target: z.string() }),
  },
  { name: 'Conflict', type: Conflict, fields: () => z.object({ owner: z.string() }) },
  { name: 'SystemError', fields: () => z.object({ errno: z.number(), at: z.date() }) },
];

interface Handlers {
  fail(context: CallContext): void;
  items(context: CallContext): AsyncIterable<number>;
}

const Failing: ServiceDescriptor<Handlers> = withCodecs(
  defineService<Handlers>({
    name: 'Failing',
    contractHash: 'failing-1',
    methods: [
      { name: 'fail', kind: 'unary', params: [], args: () => z.tuple([]), throws: () => ERRORS },
      {
        name: 'items',
        kind: 'serverStream',
        params: [],
        args: () => z.tuple([]),
        item: () => z.number(),
        throws: () => ERRORS,
      },
    ],
  }),
);

interface Failure extends MemoryPair {
  /** What the caller gets when the handler throws that. */
  of(error: unknown): Promise<unknown>;
  readonly reported: unknown[];
}

function failing(): Failure {
  let thrown: unknown;
  const reported: unknown[] = [];
  const server = new Server({ onHandlerError: (error) => reported.push(error) }).add(Failing, {
    fail: () => {
      throw thrown;
    },
    async *items() {
      yield 1;
      throw thrown;
    },
  });
  const pair = memoryPair({ server });
  const caller = openCaller(pair.client, Failing);
  return {
    ...pair,
    [Symbol.dispose]: pair[Symbol.dispose],
    reported,
    of: async (error) => {
      thrown = error;
      return await caller.call(0, []).then(
        () => 'no error',
        (failure: unknown) => failure,
      );
    },
  };
}

describe('an error that a method declares', () => {
  it('arrives as its class, with its fields and message, and the stack of the caller', async () => {
    using pair = failing();
    const error = await pair.of(new NotFound('/a/b'));
    expect(error).toBeInstanceOf(NotFound);
    expect(error).toMatchObject({
      name: 'NotFound',
      message: '/a/b was not found',
      path: '/a/b',
      folder: '/a',
    });
    expect((error as Error).stack).toMatch(/^NotFound: \/a\/b was not found\n/);
    expect(inspect(error)).toContain('declared-errors.spec');
    expect(pair.reported).toEqual([]);
  });

  it('brings no field that is not declared', async () => {
    using pair = failing();
    expect(JSON.stringify(await pair.of(new NotFound('/a')))).toBe('{"path":"/a"}');
  });

  it('is of the nearest class that is declared', async () => {
    class Unknown extends NotFound {}
    using pair = failing();
    expect(await pair.of(new LinkNotFound('/a'))).toMatchObject({ target: 'nowhere', name: 'LinkNotFound' });
    const error = await pair.of(new Unknown('/a'));
    expect(error).toBeInstanceOf(NotFound);
    expect(error).not.toBeInstanceOf(LinkNotFound);
  });

  it('keeps its code and metadata when it is an RpcError, but not what it does not declare', async () => {
    using pair = failing();
    const error = await pair.of(new Conflict('Ada'));
    expect(error).toBeInstanceOf(Conflict);
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({
      code: Code.Aborted,
      codeName: 'Aborted',
      owner: 'Ada',
      metadata: { retry: 'yes' },
    });
    expect(error).not.toHaveProperty('details');
  });

  it('is known by its name when it has no class, and arrives as an RpcError with its fields', async () => {
    using pair = failing();
    const at = new Date(5);
    const error = await pair.of(
      Object.assign(new Error('open failed'), { name: 'SystemError', errno: 2, at, pid: 7 }),
    );
    expect(error).toBeInstanceOf(RpcError);
    expect(error).toMatchObject({
      name: 'SystemError',
      code: Code.Unknown,
      message: 'open failed',
      errno: 2,
      at,
    });
    expect(error).not.toHaveProperty('pid');
  });

  it('ends a stream after the items before it', async () => {
    using pair = failing();
    await pair.of(new NotFound('/a'));
    const items: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of openCaller(pair.client, Failing).serverStream<number>(1, [])) items.push(item);
    };
    await expect(read()).rejects.toBeInstanceOf(NotFound);
    expect(items).toEqual([1]);
  });

  it('is thrown by a call that blocks', async () => {
    using pair = failing();
    await pair.of(new NotFound('/a'));
    expect(() => openBlockingCaller(pair.client, Failing).call(0, [])).toThrow(NotFound);
  });

  it('crosses a second process when a handler lets it pass', async () => {
    using back = failing();
    await back.of(new NotFound('/a'));
    const server = new Server().add(Failing, {
      fail: () => openCaller(back.client, Failing).call(0, []) as unknown as undefined,
      async *items() {},
    });
    using front = memoryPair({ server });
    await expect(openCaller(front.client, Failing).call(0, [])).rejects.toBeInstanceOf(NotFound);
  });
});

describe('an error that a method does not declare', () => {
  it('stays neutral, and so does a declared one that is not as it is said to be', async () => {
    using pair = failing();
    const hostile = {
      get name(): string {
        throw new Error('a trap');
      },
    };
    for (const error of [new Error('a secret'), new NotFound(''), 'a secret', null, hostile]) {
      const failure = await pair.of(error);
      expect(failure).toMatchObject({ name: 'RpcError', code: Code.Internal });
      expect(inspect(failure)).not.toMatch(/secret/);
    }
    expect(pair.reported.length).toBe(7);
    expect(pair.reported.slice(0, 3).map(String).join()).toContain(
      'Failing/fail: the error is not as it is declared: NotFound.path',
    );
  });
});

describe('a peer that answers with an error', () => {
  async function answered(error: unknown): Promise<unknown> {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const call = openCaller(session, Failing)
      .call(0, [])
      .catch((failure: unknown) => failure);
    await peer.heard(1);
    await peer.say([1, 0, error, null]);
    const failure = await call;
    session.close();
    return failure;
  }

  it.each([
    ['fields of other types', { path: 7 }],
    ['no fields', undefined],
    ['no map', 'path'],
    ['fields that are too short', { path: '' }],
  ])('with %s makes the call fail with Internal', async (_, details) => {
    const failure = await answered({ code: 2, message: 'm', type: 'NotFound', details });
    expect(failure).toMatchObject({ name: 'RpcError', code: Code.Internal });
    expect(failure).toHaveProperty('message', expect.stringContaining('not as it is declared'));
  });

  it.each([['Missing'], ['__proto__'], ['constructor'], [7], [null], [{ name: 'NotFound' }]])(
    'of the unknown type %p is one without a type',
    async (type) => {
      expect(await answered({ code: 5, message: 'm', type, details: { path: 'a' } })).toMatchObject({
        name: 'RpcError',
        code: Code.NotFound,
        message: 'm',
      });
    },
  );

  it('cannot reach the class with fields that it does not have', async () => {
    const details = { path: 'a', toString: 'x', ['__proto__']: { polluted: true }, constructor: 'y' };
    const error = await answered({ code: 99, message: 'm', type: 'NotFound', details });
    expect(error).toBeInstanceOf(NotFound);
    expect(Object.keys(error as object)).toEqual(['path']);
    expect(error).not.toHaveProperty('polluted');
  });
});
