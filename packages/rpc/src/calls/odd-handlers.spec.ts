import { z } from 'zod';
import { failureOf } from '../../test/failure-of.js';
import { withCodecs } from '../../test/with-codecs.js';
import type { CallContext } from '../call-context.js';
import { type Caller, openCaller } from '../client.js';
import { Code } from '../code.js';
import { RpcError } from '../rpc-error.js';
import { defineService, type MethodSpec } from '../service.js';
import { ServiceRegistry } from '../service-registry.js';
import { memoryPair } from '../testing.js';

/** A caller of a service with one method, and what the server's hook was told. */
function odd(
  method: Partial<MethodSpec>,
  handler: (...all: unknown[]) => unknown,
): { caller: Caller; reported: unknown[] } {
  const Odd = withCodecs(
    defineService<{ act(...all: unknown[]): unknown }>({
      name: 'Odd',
      contractHash: 'odd-1',
      methods: [
        {
          name: 'act',
          kind: 'unary',
          params: [],
          args: () => z.tuple([]),
          result: () => z.unknown(),
          ...method,
        },
      ],
    }),
  );
  const reported: unknown[] = [];
  const services = new ServiceRegistry().add(Odd, { act: handler });
  const { client } = memoryPair({
    server: { services, onHandlerError: (error) => void reported.push(error) },
  });
  return { caller: openCaller(client, Odd), reported };
}

const bug = new TypeError('a bug');
function throwBug(): never {
  throw bug;
}

const HIDDEN = { code: Code.Internal, message: 'Odd/act: the handler failed' };

describe('only the call fails when', () => {
  it('a schema of the arguments throws', async () => {
    const { caller, reported } = odd({ args: () => z.tuple([z.unknown().transform(throwBug)]) }, () => 1);
    expect(await failureOf(caller.call(0, [1]))).toMatchObject(HIDDEN);
    expect(await failureOf(caller.call(0, [1]))).toMatchObject(HIDDEN);
    expect(reported).toEqual([bug, bug]);
  });

  it('a schema of the arguments can not be built', async () => {
    const { caller, reported } = odd({ args: throwBug }, () => 1);
    expect(await failureOf(caller.call(0, []))).toMatchObject(HIDDEN);
    expect(reported).toEqual([bug]);
  });

  it('a schema of the result throws', async () => {
    const { caller } = odd({ result: () => z.unknown().transform(throwBug) }, () => 1);
    const error = await failureOf(caller.call(0, []));
    expect(error).toMatchObject({ code: Code.Internal, cause: bug, maybeExecuted: true });
    expect((await failureOf(caller.call(0, []))).cause).toBe(bug);
  });

  it('a handler returns something like a promise that throws', async () => {
    // biome-ignore lint/suspicious/noThenProperty: that is what is tested
    const { caller, reported } = odd({}, () => ({ then: throwBug }));
    expect(await failureOf(caller.call(0, []))).toMatchObject(HIDDEN);
    expect(reported).toEqual([bug]);
  });

  it('a handler returns something whose getters throw', async () => {
    const broken = {
      get now(): never {
        throw bug;
      },
    };
    const { caller, reported } = odd({}, () => broken);
    expect(await failureOf(caller.call(0, []))).toMatchObject(HIDDEN);
    expect(reported).toEqual([bug]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'text'],
    ['null', null],
    ['a frozen object', Object.freeze({})],
  ])('a handler throws %s', async (_name, thrown) => {
    const { caller, reported } = odd({}, () => {
      throw thrown;
    });
    expect(await failureOf(caller.call(0, []))).toMatchObject(HIDDEN);
    expect(reported).toEqual([thrown]);
  });

  it('a handler throws an error whose details can not be sent: code and message arrive', async () => {
    const { caller, reported } = odd({}, () => {
      throw new RpcError('not found', { code: Code.NotFound, details: throwBug });
    });
    const error = await failureOf(caller.call(0, []));
    expect(error).toMatchObject({ code: Code.NotFound, message: 'not found' });
    expect(error.details).toBeUndefined();
    expect(reported).toHaveLength(1);
  });

  it('a handler passes on that a call of its own was not executed: the caller’s own was', async () => {
    const { caller } = odd({}, () => {
      throw new RpcError('the database is gone', { code: Code.Unavailable, maybeExecuted: false });
    });
    expect(await failureOf(caller.call(0, []))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: true,
    });
  });
});

describe('a handler whose call was given up', () => {
  function waiting(reason: () => unknown): ReturnType<typeof odd> {
    return odd({}, function (this: unknown, ...all: unknown[]) {
      const { signal } = all.at(-1) as CallContext; // the context is the last argument
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(reason())));
    });
  }

  it.each([
    ['an AbortError, as most of Node.js does', () => new DOMException('aborted', 'AbortError')],
    ['the reason of its signal', () => new RpcError('given up', { code: Code.Cancelled })],
  ])('may end with %s: that is no failure', async (_name, reason) => {
    const { caller, reported } = waiting(reason);
    await failureOf(caller.call(0, [], { timeoutMs: 1 }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(reported).toEqual([]);
  });

  it('is reported if it fails with anything else', async () => {
    const { caller, reported } = waiting(() => bug);
    await failureOf(caller.call(0, [], { timeoutMs: 1 }));
    while (reported.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(reported).toEqual([bug]);
  });
});
