import {
  blockingClient,
  type CallByName,
  Conformance,
  type ConformanceHandlers,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Streams, streamHandlers } from '../../test/stream-service.js';
import { at, collect } from '../../test/streaming.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import { MemoryTransport } from '../memory-transport.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { type ReconnectingOptions, ReconnectingSession } from './reconnecting-session.js';

/** A place where servers come and go, and a session that reconnects to whichever is there. */
class Place {
  server: Server | undefined;
  attempts = 0;
  readonly session: ReconnectingSession;
  readonly call: CallByName;
  readonly heard: string[] = [];

  constructor(options: Partial<ReconnectingOptions> = {}) {
    this.server = newServer();
    this.session = new ReconnectingSession(this.connect(), {
      open: async () => {
        this.attempts++;
        return this.connect();
      },
      backoff: { initialMs: 1, maxMs: 5 },
      waitMs: Number.POSITIVE_INFINITY,
      maxWaiting: 1000,
      ...options,
    });
    this.call = promiseClient(this.session);
    for (const event of ['connected', 'draining', 'disconnected', 'reconnecting', 'closed'] as const) {
      this.session.events.on(event, () => this.heard.push(event));
    }
  }

  connect(): RpcSession {
    const { server } = this;
    if (server === undefined) throw new Error('nobody is there');
    const [left, right] = MemoryTransport.pair();
    server.accept(right);
    return new RpcSession(left, { role: 'connecting' });
  }

  /** Ends when that event has come. */
  async hears(event: string): Promise<void> {
    while (!this.heard.includes(event)) await new Promise((resolve) => setImmediate(resolve));
  }
}

function newServer(overrides: Partial<ConformanceHandlers> = {}): Server {
  return new Server({ onHandlerError: () => undefined })
    .add(Conformance, { ...conformanceHandlers(), ...overrides })
    .add(Streams, streamHandlers());
}

describe('a reconnecting session', () => {
  it('goes on with the next server after one has gone, and says so', async () => {
    const place = new Place();
    expect(await place.call('greet', ['Ada'])).toBe('Hello, Ada!');
    const gone = place.server;
    place.server = newServer({ greet: (name) => `Good morning, ${name}!` });
    await gone?.close();
    expect(await place.call('greet', ['Ada'])).toBe('Good morning, Ada!');
    expect(place.heard).toEqual(['connected', 'disconnected', 'connected']);
    place.session.close();
  });

  it('fails calls that may have been executed, and does not make them again', async () => {
    const place = new Place();
    let executed = 0;
    await place.server?.close();
    place.server = newServer({
      untilAborted: () => {
        executed++;
        return new Promise(() => undefined);
      },
    });
    const call = failureOf(place.call('untilAborted'));
    await place.call('echo', ['it runs']);
    const gone = place.server;
    place.server = newServer();
    await gone.close();
    expect(await call).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
    expect(executed).toBe(1);
    place.session.close();
  });

  it('has calls wait while there is no server', async () => {
    const place = new Place();
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('disconnected');
    expect(place.session.connected).toBe(false);
    const waiting = [place.call('echo', [1]), place.call('echo', [2])];
    await place.hears('reconnecting');
    place.server = newServer();
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    expect(place.session.connected).toBe(true);
    place.session.close();
  });

  it('ends calls that wait at their deadline or by their signal, as not executed', async () => {
    const place = new Place();
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('disconnected');
    const aborter = new AbortController();
    const hasty = failureOf(place.call('echo', [1], { timeoutMs: 20 }));
    const cancelled = failureOf(place.call('echo', [1], { signal: aborter.signal }));
    aborter.abort(new Error('changed my mind'));
    expect(await cancelled).toMatchObject({
      code: Code.Cancelled,
      maybeExecuted: false,
      cause: { message: 'changed my mind' },
    });
    expect(await hasty).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: false });
    place.session.close();
  });

  it('fails calls at once while there is no server, where it is told not to wait', async () => {
    const place = new Place({ waitMs: 0 });
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('reconnecting');
    const unavailable = { code: Code.Unavailable, maybeExecuted: false };
    expect(await failureOf(place.call('echo', [1]))).toMatchObject(unavailable);
    place.server = newServer();
    while (!place.session.connected) await new Promise((resolve) => setImmediate(resolve));
    expect(await place.call('echo', [1])).toBe(1);
    place.session.close();
  });

  it('lets calls wait no longer than it is told', async () => {
    const place = new Place({ waitMs: 10 });
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    expect(await failureOf(place.call('echo', [1]))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: false,
      message: 'Conformance/echo: no connection within 10 ms; the call was not executed',
    });
    place.session.close();
  });

  it('lets no more calls wait than its limit', async () => {
    const place = new Place({ maxWaiting: 2 });
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('disconnected');
    const waiting = [failureOf(place.call('echo', [1])), failureOf(place.call('echo', [2]))];
    expect(await failureOf(place.call('echo', [3]))).toMatchObject({
      code: Code.ResourceExhausted,
      maybeExecuted: false,
    });
    place.session.close();
    for (const failed of await Promise.all(waiting)) expect(failed.code).toBe(Code.Cancelled);
  });

  it('moves to the next server as soon as one drains: no call fails, and those that run end there', async () => {
    const place = new Place();
    const running = place.call('later', ['slow', 60]);
    const calls: Promise<unknown>[] = [];
    for (let restart = 0; restart < 20; restart++) {
      for (let index = 0; index < 20; index++) calls.push(place.call('soon', [index]));
      const old = place.server;
      place.server = newServer();
      void old?.drain();
      for (let index = 0; index < 20; index++) calls.push(place.call('echo', [index]));
      await Promise.all(calls);
    }
    expect(await running).toBe('slow');
    expect(place.heard).toContain('draining');
    expect(place.heard).not.toContain('disconnected');
    place.session.close();
  });

  it('has streams go elsewhere too that were not begun, and lets those end that were', async () => {
    const place = new Place();
    const begun = openCaller(place.session, Streams).serverStream<number>(at('count'), [200]);
    const items = begun[Symbol.asyncIterator]();
    expect(await items.next()).toEqual({ done: false, value: 0 });
    for (let restart = 0; restart < 10; restart++) {
      const streams = Array.from({ length: 5 }, () =>
        openCaller(place.session, Streams).serverStream<number>(at('count'), [3]),
      );
      const sums = Promise.all(streams.map((stream) => collect(stream)));
      const old = place.server;
      place.server = newServer();
      void old?.drain();
      expect(await sums).toEqual(Array.from({ length: 5 }, () => ({ items: [0, 1, 2] })));
    }
    expect(await items.next()).toEqual({ done: false, value: 1 });
    await items.return?.();
    place.session.close();
  });

  it('lets a stream be left that waits for a server', async () => {
    const place = new Place();
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('disconnected');
    const items = openCaller(place.session, Streams).serverStream(at('count'), [3])[Symbol.asyncIterator]();
    const next = failureOf(items.next());
    await items.return?.();
    expect(await next).toMatchObject({ code: Code.Cancelled, maybeExecuted: false });
    place.session.close();
  });

  it('rests between attempts with a server that sends everybody away at once', async () => {
    const place = new Place({ backoff: { initialMs: 20, maxMs: 40, jitter: 0 } });
    await place.call('echo', [1]);
    const first = place.server;
    const hostile = newServer();
    place.server = hostile;
    const accept = hostile.accept.bind(hostile);
    hostile.accept = (transport) => {
      const session = accept(transport);
      void session.drain();
      return session;
    };
    await first?.close();
    const waiting = failureOf(place.call('echo', [1], { timeoutMs: 200 }));
    expect(await waiting).toMatchObject({ code: Code.DeadlineExceeded, maybeExecuted: false });
    expect(place.attempts).toBeLessThan(12);
    place.session.close();
  });

  it('makes blocking calls and sends notifications while it is connected, and says when it is not', async () => {
    const place = new Place();
    const block = blockingClient(place.session);
    expect(block('echo', [1])).toBe(1);
    block('note', ['noted']);
    expect(block('notes')).toEqual(['noted']);
    const gone = place.server;
    place.server = undefined;
    await gone?.close();
    await place.hears('disconnected');
    const unavailable = { code: Code.Unavailable, maybeExecuted: false };
    expect(await failureOf(() => block('echo', [1]))).toMatchObject(unavailable);
    expect(await failureOf(() => block('note', [1]))).toMatchObject(unavailable);
    place.session.close();
  });

  it('closes for good: waiting calls are cancelled, new ones refused, nothing is sought', async () => {
    const place = new Place();
    const server = place.server;
    const call = failureOf(place.call('untilAborted'));
    await place.call('echo', [1]);
    place.session.close();
    place.session.close();
    expect(await place.session.closed).toBeUndefined();
    expect((await call).code).toBe(Code.Cancelled);
    expect(await failureOf(place.call('echo', [1]))).toMatchObject({
      code: Code.Unavailable,
      maybeExecuted: false,
    });
    await place.hears('closed');
    expect(place.attempts).toBe(0);
    await server?.close();
  });
});
