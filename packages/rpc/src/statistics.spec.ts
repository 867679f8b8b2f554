import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Conformance, conformanceHandlers, promiseClient } from '../test/conformance-service.js';
import { failureOf } from '../test/failure-of.js';
import { connect } from './connect.js';
import { Server } from './server.js';
import { memoryPair } from './testing.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-statistics-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the statistics of a session', () => {
  it('count calls that were made and came, and say how many are under way', async () => {
    await using server = new Server().add(Conformance, conformanceHandlers());
    const { client, server: session } = memoryPair({ server });
    const call = promiseClient(client);
    await call('echo', [1]);
    void call('note', ['a notification']);
    const slow = call('later', ['slow', 20]);
    await call('echo', [2]);
    expect(client.statistics()).toMatchObject({ callsMade: 3, callsInFlight: 1, callsReceived: 0 });
    expect(session.statistics()).toMatchObject({ callsMade: 0, callsReceived: 4, callsRunning: 1 });
    await slow;
    expect(client.statistics()).toMatchObject({ callsMade: 3, callsInFlight: 0, queuedBytes: 0 });
    expect(session.statistics()).toMatchObject({ callsRunning: 0, transport: undefined });
  });

  it('count what the transport does, and stay when the session has ended', async () => {
    const path = join(folder, 'counted.sock');
    await using server = new Server().add(Conformance, conformanceHandlers());
    await server.listen({ path });
    const client = await connect(path);
    const before = client.statistics().transport;
    await promiseClient(client)('echo', ['x'.repeat(10_000)]);
    const after = client.statistics().transport;
    expect(after?.bytesSent).toBeGreaterThan((before?.bytesSent ?? 0) + 10_000);
    expect(after?.bytesReceived).toBeGreaterThan((before?.bytesReceived ?? 0) + 10_000);
    expect(after?.handoffsGiven).toBeGreaterThan(before?.handoffsGiven ?? 0);
    client.close();
    expect(client.statistics()).toMatchObject({ callsMade: 1, callsInFlight: 0 });
    expect(client.statistics().transport?.bytesSent).toBeGreaterThanOrEqual(after?.bytesSent ?? 0);
  });

  it('of a server sum up those of its sessions, of those too that have ended', async () => {
    await using server = new Server().add(Conformance, conformanceHandlers());
    const clients = [1, 2, 3].map(() => memoryPair({ server }).client);
    for (const client of clients) await promiseClient(client)('echo', [1]);
    clients[0]?.close();
    await [...server.sessions][0]?.closed;
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.statistics()).toMatchObject({
      sessionsOpen: 2,
      sessionsAccepted: 3,
      callsReceived: 3,
      callsRunning: 0,
    });
  });
});

describe('diagnostics channels', () => {
  it('tell of sessions that open, drain and close, with what happened on them', async () => {
    const told: [name: unknown, message: Record<string, unknown>][] = [];
    const listener = (message: unknown, name: unknown): void => {
      told.push([name, message as Record<string, unknown>]); // what diagnostics.ts publishes
    };
    const names = ['open', 'drain', 'close'].map((event) => `flipcall:session:${event}`);
    for (const name of names) subscribe(name, listener);
    const server = new Server({ onHandlerError: () => undefined }).add(Conformance, conformanceHandlers());
    const { client, server: session } = memoryPair({ server });
    await promiseClient(client)('echo', [1]);
    await failureOf(promiseClient(client)('crash', ['x']));
    await server.drain();
    await client.closed;
    for (const name of names) unsubscribe(name, listener);
    const of = (which: unknown): unknown[] =>
      told.filter(([, message]) => message['session'] === which).map(([name]) => name);
    expect(of(client)).toEqual(names);
    expect(of(session)).toEqual(['flipcall:session:open', 'flipcall:session:close']);
    const [, last] =
      told.find(([name, message]) => name === names[2] && message['session'] === session) ?? [];
    expect(last).toMatchObject({ reason: undefined, statistics: { callsReceived: 2 } });
  });
});
