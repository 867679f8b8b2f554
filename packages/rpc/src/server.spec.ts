import { z } from 'zod';
import { Conformance, conformanceHandlers, promiseClient } from '../test/conformance-service.js';
import { failureOf } from '../test/failure-of.js';
import { withCodecs } from '../test/with-codecs.js';
import { openCaller } from './client.js';
import { Code } from './code.js';
import { MemoryTransport } from './memory-transport.js';
import { Server } from './server.js';
import { defineService, type ServiceDescriptor } from './service.js';
import { memoryPair } from './testing.js';

interface ClockHandlers {
  now(): number;
}

const Clock: ServiceDescriptor<ClockHandlers> = withCodecs(
  defineService<ClockHandlers>({
    name: 'Clock',
    contractHash: 'clock-1',
    methods: [{ name: 'now', kind: 'unary', params: [], args: () => z.tuple([]), result: () => z.number() }],
  }),
);

describe('a server', () => {
  it('serves several services to several clients', async () => {
    await using server = new Server().add(Conformance, conformanceHandlers()).add(Clock, { now: () => 12 });
    const clients = [1, 2, 3].map(() => memoryPair({ server }).client);
    for (const client of clients) {
      expect(await openCaller(client, Clock).call(0, [])).toBe(12);
      expect(await promiseClient(client)('greet', ['Ada'])).toBe('Hello, Ada!');
    }
    expect(server.sessions.size).toBe(3);
  });

  it('serves a service that was added after the session began', async () => {
    await using server = new Server().add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const clock = openCaller(client, Clock);
    expect((await failureOf(clock.call(0, []))).message).toBe('Clock/now: the other side serves no Clock');
    server.add(Clock, { now: () => 12 });
    expect(await clock.call(0, [])).toBe(12);
  });

  it('refuses handlers that lack a method, by its name', () => {
    const { greet: _, ...others } = conformanceHandlers();
    expect(() => new Server().add(Conformance, others as ReturnType<typeof conformanceHandlers>)).toThrow(
      'service Conformance: the handlers have no method greet; add greet(name, title)',
    );
  });

  it('refuses a service that it has', () => {
    const server = new Server().add(Clock, { now: () => 1 });
    expect(() => server.add(Clock, { now: () => 2 })).toThrow('service Clock was added before');
  });

  it('lets a session go when it has ended', async () => {
    await using server = new Server().add(Clock, { now: () => 1 });
    const { client } = memoryPair({ server });
    const [session] = server.sessions;
    client.close();
    await session?.closed;
    await Promise.resolve();
    expect(server.sessions.size).toBe(0);
  });

  it('closes its sessions and its listeners, and accepts no more', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const waiting = failureOf(promiseClient(client)('untilAborted'));
    await promiseClient(client)('echo', [1]);
    let closed = 0;
    server.attach({ close: () => void closed++ });
    await server.close();
    await server.close();
    expect(closed).toBe(1);
    expect((await waiting).code).toBe(Code.Unavailable);
    const [left] = MemoryTransport.pair();
    expect(() => server.accept(left)).toThrow('the server is closed');
  });

  it('tells its hook what callers do not see, and no more', async () => {
    const reported: [unknown, string][] = [];
    await using server = new Server({
      onHandlerError: (error, { method }) => void reported.push([error, method]),
    }).add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const call = promiseClient(client);
    await failureOf(call('crash', ['secret']));
    await failureOf(call('fail', [Code.NotFound, 'seen by the caller', undefined]));
    await failureOf(call('unsendableResult'));
    await failureOf(
      call('fail', [Code.NotFound, 'details', () => undefined]).catch((error) => Promise.reject(error)),
    );
    await call('note', [42]);
    await call('echo', [1]);
    expect(reported.map(([error, method]) => [method, error instanceof Error && error.message])).toEqual([
      ['Conformance/crash', 'secret'],
      [
        'Conformance/unsendableResult',
        'Conformance/unsendableResult: result.callback: a function can not be sent',
      ],
      ['Conformance/note', 'Conformance/note: argument 1 (text): expected string, received number'],
    ]);
  });

  it('warns of a hook that fails, and of what the hook was told', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    await using server = new Server({
      onHandlerError() {
        throw new Error('the hook broke');
      },
    }).add(Conformance, conformanceHandlers());
    const call = promiseClient(memoryPair({ server }).client);
    await failureOf(call('crash', ['secret']));
    expect(warn.mock.calls.map(([text]) => String(text).split('\n')[0])).toEqual([
      'the handler of Conformance/crash failed: Error: secret',
      'the handler of onHandlerError failed: Error: the hook broke',
    ]);
    warn.mockRestore();
    expect(await call('echo', ['still here'])).toBe('still here');
  });

  it('warns of them where there is no hook', async () => {
    await using server = new Server().add(Clock, {
      now() {
        throw new Error('the clock stopped');
      },
    });
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    await failureOf(openCaller(memoryPair({ server }).client, Clock).call(0, []));
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining('the handler of Clock/now failed: Error: the clock stopped'),
      'FlipcallHandlerWarning',
    );
    warn.mockRestore();
  });
});
