import { openCaller } from '../../rpc/src/client.js';
import { Code } from '../../rpc/src/code.js';
import type { Limits } from '../../rpc/src/limits.js';
import type { RpcSession } from '../../rpc/src/rpc-session.js';
import {
  type BlockingCallByName,
  blockingClient,
  type CallByName,
  Conformance,
  promiseClient,
} from '../../rpc/test/conformance-service.js';
import { failureOf } from '../../rpc/test/failure-of.js';

/** A session under test: its other side serves `Conformance` with `conformanceHandlers()`, new for each test. */
export interface SessionUnderTest {
  readonly client: RpcSession;
  /** Ends the other side and whatever carries the session. */
  dispose(): void | Promise<void>;
}

export interface SessionConformanceOptions {
  /** Whether a blocking call can wait for a handler that needs its event loop: not where both are in one thread. */
  readonly waitsForAsyncHandlers: boolean;
}

/** What every session does with calls that have one answer. `makeSession` is called for each test. */
export function describeSession(
  name: string,
  makeSession: (limits?: Partial<Limits>) => SessionUnderTest | Promise<SessionUnderTest>,
  { waitsForAsyncHandlers }: SessionConformanceOptions,
): void {
  describe(`a session over ${name}`, () => {
    let session: SessionUnderTest;
    let call: CallByName;
    let block: BlockingCallByName;

    beforeEach(async () => {
      session = await makeSession();
      call = promiseClient(session.client);
      block = blockingClient(session.client);
    });

    afterEach(async () => {
      session.client.close();
      await session.dispose();
    });

    const VALUES: [string, unknown][] = [
      ['a plain message', { name: 'hello world', a: 42, v: [1.5, 2.5, 3.5] }],
      ['undefined', undefined],
      ['dates, maps, sets and bytes', [new Date(5), new Map([[1, new Set(['x'])]]), Uint8Array.of(1, 2)]],
      ['large integers', [2n ** 70n, -1n]],
      ['nothing at all', null],
    ];

    describe('awaited calls', () => {
      it.each(VALUES)('bring back %s', async (_name, value) => {
        expect(await call('echo', [value])).toStrictEqual(value);
      });

      it('fill in optional parameters that are left out', async () => {
        expect(await call('greet', ['Ada'])).toBe('Hello, Ada!');
        expect(await call('greet', ['Ada', undefined])).toBe('Hello, Ada!');
        expect(await call('greet', ['Lovelace', 'Lady'])).toBe('Hello, Lady Lovelace!');
      });

      it('end with undefined where nothing is returned, whatever the handler returns', async () => {
        expect(await call('nothing')).toBeUndefined();
      });

      it('work by name before the other side said hello, and by number after it', async () => {
        expect(await Promise.all([call('greet', ['a']), call('greet', ['b'])])).toEqual([
          'Hello, a!',
          'Hello, b!',
        ]);
        expect(await call('greet', ['c'])).toBe('Hello, c!');
      });

      it('are answered in the order in which they finish: a slow one holds up no other', async () => {
        const finished: string[] = [];
        const slow = call('later', ['slow', 50]).then(() => finished.push('slow'));
        const others = Array.from({ length: 20 }, () =>
          call('soon', ['x']).then(() => finished.push('quick')),
        );
        await Promise.all([slow, ...others]);
        expect(finished.at(-1)).toBe('slow');
      });

      it('may be many at once', async () => {
        const calls = Array.from({ length: 500 }, (_, index) =>
          call(index % 3 === 0 ? 'soon' : 'echo', [index]),
        );
        expect(await Promise.all(calls)).toEqual(Array.from({ length: 500 }, (_, index) => index));
      });

      it('send the arguments as they were when the call was made', async () => {
        const argument = { list: [1] };
        const calls = Array.from({ length: 50 }, () => call('echo', [argument]));
        argument.list.push(2);
        for (const result of await Promise.all(calls)) expect(result).toEqual({ list: [1] });
      });

      it.each([0, 1, 100, 4096, 65_536, 300_000, 2_000_000])(
        'carry %i bytes there and back',
        async (length) => {
          const bytes = new Uint8Array(length).map((_, index) => index % 251);
          expect(Buffer.from((await call('echo', [bytes])) as Uint8Array).equals(bytes)).toBe(true);
          expect(Buffer.from((await call('bytes', [length])) as Uint8Array).equals(bytes)).toBe(true);
        },
      );

      it('are answered while large ones are on their way', async () => {
        const large = 'x'.repeat(1_000_000);
        const results = await Promise.all([
          call('echo', [large]),
          call('echo', ['small']),
          call('echo', [large]),
        ]);
        expect(results).toEqual([large, 'small', large]);
      });
    });

    describe('blocking calls', () => {
      it.each(VALUES)('bring back %s', (_name, value) => {
        expect(block('echo', [value])).toStrictEqual(value);
      });

      it('work many times in a row', () => {
        for (let index = 0; index < 2000; index++) expect(block('echo', [index])).toBe(index);
      });

      it.each([0, 4096, 65_536, 300_000, 2_000_000])('carry %i bytes there and back', (length) => {
        const bytes = new Uint8Array(length).map((_, index) => index % 251);
        expect(Buffer.from(block('echo', [bytes]) as Uint8Array).equals(bytes)).toBe(true);
        expect(Buffer.from(block('bytes', [length]) as Uint8Array).equals(bytes)).toBe(true);
      });

      it('let awaited calls on the same session end as well', async () => {
        const awaited = [call('echo', [1]), call('echo', [2])];
        expect(block('echo', [3])).toBe(3);
        expect(await Promise.all(awaited)).toEqual([1, 2]);
      });

      it('throw what the handler threw, with the stack of the caller', async () => {
        const error = await failureOf(() => block('fail', [Code.NotFound, 'no such thing', undefined]));
        expect(error).toMatchObject({ code: Code.NotFound, message: 'no such thing' });
        expect(error.stack).toContain('describe-session.ts');
      });

      if (waitsForAsyncHandlers) {
        it('wait for a handler that takes its time', () => {
          expect(block('later', ['done', 20])).toBe('done');
          expect(block('soon', ['done'])).toBe('done');
        });
      }
    });

    describe('errors', () => {
      it.each(Object.entries(Code))(
        'arrive with the code %s, the message and the details',
        async (_name, code) => {
          const details = { reason: 'because', at: new Date(1) };
          const error = await failureOf(call('fail', [code, 'what happened', details]));
          expect(error).toMatchObject({ code, message: 'what happened' });
          expect(error.details).toStrictEqual(details);
          expect(error.cause).toBeUndefined();
        },
      );

      it('have a stack that shows who awaited the call', async () => {
        const caller = openCaller(session.client, Conformance);
        const nothing = Conformance.methods.findIndex((method) => method.name === 'nothing');
        async function theCaller(): Promise<void> {
          await caller.call(nothing, ['one too many']);
        }
        expect((await failureOf(theCaller())).stack).toContain('theCaller');
      });

      it('of the handler itself arrive as Internal, without its text', async () => {
        const error = await failureOf(call('crash', ['the password is xyzzy']));
        expect(error).toMatchObject({
          code: Code.Internal,
          message: 'Conformance/crash: the handler failed',
        });
        expect(JSON.stringify(Object.entries(error)) + error.stack).not.toContain('xyzzy');
      });

      it('in the arguments name the parameter and the path, and the handler does not run', async () => {
        const error = await failureOf(call('greet', [42]));
        expect(error).toMatchObject({
          code: Code.InvalidArgument,
          message: 'Conformance/greet: argument 1 (name): expected string, received number',
        });
        expect((await failureOf(call('greet', ['a', 'b', 'c']))).code).toBe(Code.InvalidArgument);
        expect((await failureOf(call('greet', []))).code).toBe(Code.InvalidArgument);
      });

      it('in the result end the call as Internal', async () => {
        const error = await failureOf(call('wrongResult'));
        expect(error).toMatchObject({
          code: Code.Internal,
          message: 'Conformance/wrongResult: result: expected string, received number',
          maybeExecuted: true,
        });
      });

      it('in a result that can not be sent arrive as Internal', async () => {
        expect(await failureOf(call('unsendableResult'))).toMatchObject({
          code: Code.Internal,
          message: 'Conformance/unsendableResult: the handler failed',
        });
      });

      it('in an argument that can not be sent are the caller’s, at once', async () => {
        const error = await failureOf(call('echo', [{ deep: [1, () => undefined] }]));
        expect(error).toMatchObject({
          code: Code.InvalidArgument,
          message: 'Conformance/echo: argument 1 (value.deep[1]): a function can not be sent',
          maybeExecuted: false,
        });
      });

      it('leave the session as it was', async () => {
        await failureOf(call('crash', ['x']));
        await failureOf(() => block('crash', ['x']));
        await failureOf(call('greet', [1]));
        await failureOf(call('wrongResult'));
        await failureOf(call('echo', [Symbol('s')]));
        expect(await call('echo', ['still here'])).toBe('still here');
        expect(block('echo', ['still here'])).toBe('still here');
      });
    });

    describe('deadlines', () => {
      it('end an awaited call, abort its handler, and leave the session as it was', async () => {
        const error = await failureOf(call('untilAborted', [], { timeoutMs: 20 }));
        expect(error).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: true });
        expect(error.message).toContain('may have been executed');
        let aborted: unknown = [];
        while (JSON.stringify(aborted) === '[]') aborted = await call('aborted');
        expect(aborted).toHaveLength(1);
        expect(await call('echo', ['still here'])).toBe('still here');
      });

      it('end a blocking call, and leave the session as it was', async () => {
        const error = await failureOf(() => block('untilAborted', [], { timeoutMs: 20 }));
        expect(error).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: true });
        expect(block('echo', ['still here'])).toBe('still here');
        expect(await call('echo', ['still here'])).toBe('still here');
      });

      it('that have passed keep the call from being sent', async () => {
        const error = await failureOf(call('note', ['x']).then(() => call('echo', [1], { timeoutMs: 0 })));
        expect(error).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: false });
        await failureOf(() => block('echo', [1], { timeoutMs: -5 }));
      });

      it('are known to the handler', async () => {
        expect(await call('describe', [], { timeoutMs: 60_000 })).toMatchObject({
          method: 'Conformance/describe',
          millisecondsLeft: expect.any(Number),
        });
        expect(await call('describe')).toStrictEqual({
          method: 'Conformance/describe',
          millisecondsLeft: undefined,
        });
        expect(await call('describe', [], { timeoutMs: Number.POSITIVE_INFINITY })).toMatchObject({
          millisecondsLeft: undefined,
        });
      });

      it('of the client hold for every call that names none', async () => {
        const hasty = promiseClient(session.client, { timeoutMs: 20 });
        expect((await failureOf(hasty('untilAborted'))).code).toBe(Code.DeadlineExceeded);
        expect(await hasty('later', ['x', 40], { timeoutMs: 30_000 })).toBe('x');
      });

      it('that are no time are refused', async () => {
        await expect(call('echo', [1], { timeoutMs: Number.NaN })).rejects.toThrow(RangeError);
      });

      it('let late answers go to nobody', async () => {
        const late = Array.from({ length: 30 }, (_, index) =>
          call('later', [`late ${index}`, 30], { timeoutMs: 5 }),
        );
        for (const outcome of await Promise.allSettled(late)) expect(outcome.status).toBe('rejected');
        const fresh = Array.from({ length: 60 }, (_, index) => call('later', [`fresh ${index}`, 40]));
        expect(await Promise.all(fresh)).toEqual(fresh.map((_, index) => `fresh ${index}`));
      });
    });

    describe('signals', () => {
      it('cancel an awaited call, and the handler hears of it', async () => {
        const aborter = new AbortController();
        const failing = failureOf(call('untilAborted', [], { signal: aborter.signal }));
        await call('echo', ['the handler runs']);
        aborter.abort(new Error('changed my mind'));
        expect(await failing).toMatchObject({
          code: Code.Cancelled,
          maybeExecuted: true,
          cause: { message: 'changed my mind' },
        });
        expect(await call('aborted')).toHaveLength(1);
      });

      it('that are aborted already keep the call from being sent', async () => {
        const signal = AbortSignal.abort();
        const cancelled = { code: Code.Cancelled, maybeExecuted: false };
        expect(await failureOf(call('echo', [1], { signal }))).toMatchObject(cancelled);
        expect(await failureOf(() => block('echo', [1], { signal }))).toMatchObject(cancelled);
        expect(await call('echo', [1])).toBe(1);
      });

      it('aborted after the answer change nothing', async () => {
        const aborter = new AbortController();
        expect(await call('echo', [1], { signal: aborter.signal })).toBe(1);
        aborter.abort();
        expect(await call('echo', [2])).toBe(2);
      });
    });

    describe('notifications', () => {
      it('arrive in order, and before the calls made after them', async () => {
        await call('note', ['one']);
        block('note', ['two']);
        expect(await call('notes')).toEqual(['one', 'two']);
      });

      it('that fail on the other side are nobody’s business here', async () => {
        await call('note', [42]);
        expect(await call('notes')).toEqual([]);
      });

      it('that can not be sent throw', () => {
        expect(() => block('note', [Symbol('s')])).toThrow('argument 1 (text): a symbol can not be sent');
      });
    });

    describe('when it is closed here', () => {
      it('ends the calls that wait as cancelled, and refuses new ones', async () => {
        const waiting = failureOf(call('untilAborted'));
        session.client.close();
        session.client.close();
        expect(await waiting).toMatchObject({ code: Code.Cancelled });
        expect(await failureOf(call('echo', [1]))).toMatchObject({
          code: Code.Unavailable,
          maybeExecuted: false,
        });
        expect(await failureOf(() => block('echo', [1]))).toMatchObject({
          code: Code.Unavailable,
          maybeExecuted: false,
        });
        expect(() => block('note', ['x'])).toThrow('the session has ended');
        expect(await session.client.closed).toBeUndefined();
      });
    });

    describe('when the other side is gone', () => {
      it('ends the calls that wait as unavailable, and says that they may have run', async () => {
        await call('echo', [1]);
        const waiting = failureOf(call('untilAborted'));
        await call('echo', [2]);
        await session.dispose();
        expect(await waiting).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
        await session.client.closed;
        expect(await failureOf(call('echo', [1]))).toMatchObject({
          code: Code.Unavailable,
          maybeExecuted: false,
        });
      });
    });

    describe('limits', () => {
      const withLimits = async (limits: Partial<Limits>): Promise<CallByName> => {
        session.client.close();
        await session.dispose();
        session = await makeSession(limits);
        return promiseClient(session.client);
      };

      it('on the size of messages fail the call, not the session', async () => {
        const limited = await withLimits({ maxMessageBytes: 100_000 });
        await limited('echo', [1]);
        expect(await failureOf(limited('echo', ['x'.repeat(100_000)]))).toMatchObject({
          code: Code.ResourceExhausted,
          maybeExecuted: false,
        });
        expect((await failureOf(limited('bytes', [100_000]))).code).toBe(Code.ResourceExhausted);
        expect(await limited('echo', ['x'.repeat(90_000)])).toHaveLength(90_000);
      });

      it('on calls that run at once fail those beyond', async () => {
        const limited = await withLimits({ maxConcurrentCalls: 2 });
        const running = [limited('later', ['a', 30]), limited('later', ['b', 30])];
        expect(await failureOf(limited('later', ['c', 30]))).toMatchObject({
          code: Code.ResourceExhausted,
          maybeExecuted: false,
        });
        expect(await Promise.all(running)).toEqual(['a', 'b']);
        expect(await limited('later', ['d', 1])).toBe('d');
      });

      it('on calls that wait fail those beyond', async () => {
        const limited = await withLimits({ maxPendingCalls: 2 });
        const waiting = [limited('later', ['a', 30]), limited('later', ['b', 30])];
        expect(await failureOf(limited('echo', ['c']))).toMatchObject({
          code: Code.ResourceExhausted,
          maybeExecuted: false,
        });
        expect(await Promise.all(waiting)).toEqual(['a', 'b']);
        expect(await limited('echo', ['d'])).toBe('d');
      });

      it('on the depth of arguments fail the call', async () => {
        const limited = await withLimits({ maxDepth: 8 });
        let deep: unknown = 1;
        for (let level = 0; level < 9; level++) deep = [deep];
        expect((await failureOf(limited('echo', [deep]))).message).toContain('nested deeper than 8 levels');
        expect(await limited('echo', [[[1]]])).toEqual([[1]]);
      });
    });
  });
}
