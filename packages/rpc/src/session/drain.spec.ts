import {
  blockingClient,
  Conformance,
  conformanceHandlers,
  promiseClient,
} from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import { Code } from '../code.js';
import { Server } from '../server.js';
import { ServiceRegistry } from '../service-registry.js';
import { memoryPair } from '../testing.js';

const NOT_EXECUTED = { code: Code.Unavailable, maybeExecuted: false };

/** Ends when the loop has turned: whatever needs no time has happened. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a server that drains', () => {
  it('lets the calls end that run, and closes then', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const call = promiseClient(client);
    const running = [call('later', ['a', 30]), call('later', ['b', 60])];
    await call('echo', ['both run']);
    const drained = server.drain();
    expect(await Promise.all(running)).toEqual(['a', 'b']);
    await drained;
    expect(await client.closed).toBeUndefined();
    expect(server.sessions.size).toBe(0);
  });

  it('tells its clients, whose calls then fail as not executed, before they are sent', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const call = promiseClient(client);
    const heard: unknown[] = [];
    client.events.on('draining', () => heard.push('draining'));
    client.events.on('closed', (reason) => heard.push(reason));
    const running = call('later', ['a', 50]);
    await call('echo', ['it runs']);
    expect(client.isOpen).toBe(true);
    const drained = server.drain();
    await turn();
    expect(client.isOpen).toBe(false);
    for (const error of [
      await failureOf(call('echo', [1])),
      await failureOf(() => blockingClient(client)('echo', [1])),
    ]) {
      expect(error).toMatchObject(NOT_EXECUTED);
      expect(error.message).toMatch(/^Conformance\/echo: .*takes no new calls; the call was not executed$/);
    }
    expect(await running).toBe('a');
    await drained;
    expect(heard).toEqual(['draining', undefined]);
  });

  it('refuses calls that crossed its notice as not executed, takes notifications, and leaves no call behind', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const { client, server: session } = memoryPair({ server });
    const call = promiseClient(client);
    const running = call('later', ['answer', 30]);
    await call('echo', ['it runs']);
    void call('note', ['crossed']);
    const crossed = failureOf(call('echo', [1]));
    const notes = call('notes');
    void server.drain();
    expect(await crossed).toMatchObject(NOT_EXECUTED);
    expect(await failureOf(notes)).toMatchObject(NOT_EXECUTED);
    expect(await running).toBe('answer');
    expect(await session.closed).toBeUndefined();
  });

  it('aborts what runs after its time limit, and says that it may have been executed', async () => {
    const server = new Server({ onHandlerError: () => undefined }).add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const call = promiseClient(client);
    const running = failureOf(call('untilAborted'));
    await call('echo', ['it runs']);
    await server.drain({ timeoutMs: 20 });
    expect(await running).toMatchObject({ code: Code.Unavailable, maybeExecuted: true });
  });

  it('may call its clients back until its own calls have ended', async () => {
    const services = new ServiceRegistry().add(Conformance, conformanceHandlers());
    const server = new Server();
    server.add(Conformance, {
      ...conformanceHandlers(),
      later: async (value, _, { session }) => {
        await turn();
        void server.drain();
        await turn();
        return promiseClient(session)('soon', [value]);
      },
    });
    const { client } = memoryPair({ server, client: { services } });
    expect(await promiseClient(client)('later', ['called back', 0])).toBe('called back');
    expect(await client.closed).toBeUndefined();
  });

  it('sends clients away that come while it drains, and takes nobody afterwards', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const running = promiseClient(client)('later', ['a', 30]);
    await promiseClient(client)('echo', ['it runs']);
    const drained = server.drain();
    const late = memoryPair({ server }).client;
    expect(await failureOf(promiseClient(late)('echo', [1]))).toMatchObject(NOT_EXECUTED);
    expect(await late.closed).toBeUndefined();
    expect(await running).toBe('a');
    await drained;
    expect(() => memoryPair({ server })).toThrow('the server is closed');
  });

  it('may be drained again, sooner, or closed', async () => {
    const server = new Server({ onHandlerError: () => undefined }).add(Conformance, conformanceHandlers());
    const { client } = memoryPair({ server });
    const running = failureOf(promiseClient(client)('untilAborted'));
    await promiseClient(client)('echo', ['it runs']);
    const drained = [server.drain({ timeoutMs: 60_000 }), server.drain({ timeoutMs: 60_000 })];
    await server.drain({ timeoutMs: 1 });
    await Promise.all(drained);
    expect((await running).code).toBe(Code.Unavailable);
    await server.drain();
    await server.close();
  });

  it('refuses what is no time', async () => {
    const { client } = memoryPair();
    await expect(client.drain({ timeoutMs: Number.NaN })).rejects.toThrow(RangeError);
    client.close();
  });
});

describe('a client that drains', () => {
  it('refuses the calls of its server, and ends when its own are answered', async () => {
    const services = new ServiceRegistry().add(Conformance, conformanceHandlers());
    const server = new Server().add(Conformance, conformanceHandlers());
    const pair = memoryPair({ server, client: { services } });
    const running = promiseClient(pair.client)('later', ['a', 20]);
    await promiseClient(pair.client)('echo', ['it runs']);
    const drained = pair.client.drain();
    await turn();
    expect(await failureOf(promiseClient(pair.server)('echo', [1]))).toMatchObject(NOT_EXECUTED);
    expect(await running).toBe('a');
    await drained;
  });
});

describe('a peer', () => {
  it('that drains for ever is let go at our time limit', async () => {
    const server = new Server().add(Conformance, conformanceHandlers());
    const [, peer] = ScriptedPeer.of(server);
    await peer.hello();
    await peer.say([10]);
    await peer.say([0, 0, 'Conformance/untilAborted', []]);
    await server.drain({ timeoutMs: 20 });
    await peer.recorder.until(() => peer.recorder.closed);
  });

  it('that says it twice breaks the protocol', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    const waiting = failureOf(promiseClient(session)('untilAborted'));
    await peer.say([10]);
    await peer.say([10]);
    expect((await waiting).code).toBe(Code.Internal);
    expect((await session.closed)?.message).toBe('a second drain');
  });

  it('that drains while nothing runs has its session closed at once', async () => {
    const [session, peer] = ScriptedPeer.connectTo();
    await peer.hello();
    await peer.say([10]);
    expect(await session.closed).toBeUndefined();
  });
});
