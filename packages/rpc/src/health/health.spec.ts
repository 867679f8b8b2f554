import { Conformance, conformanceHandlers } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { Code } from '../code.js';
import { Server } from '../server.js';
import { memoryPair } from '../testing.js';
import { createHealthClient } from './health-service.js';

describe('the health of a server', () => {
  it('is told by service, and for the server as a whole', async () => {
    await using server = new Server();
    const health = server.addHealth();
    server.add(Conformance, conformanceHandlers());
    const client = createHealthClient(memoryPair({ server }).client);
    expect(await client.check()).toBe('serving');
    expect(await client.check('Conformance')).toBe('serving');
    expect(await client.check('Nonsense')).toBe('unknown');
    health.set('Conformance', 'notServing');
    expect(await client.check('Conformance')).toBe('notServing');
    expect(await client.check()).toBe('serving');
    health.set('', 'notServing');
    expect(await client.check()).toBe('notServing');
  });

  it('can be watched: first as it is, then each change, and it ends when the server drains', async () => {
    const server = new Server();
    const health = server.addHealth();
    const client = createHealthClient(memoryPair({ server }).client);
    const told: string[] = [];
    const watching = (async () => {
      for await (const status of client.watch('Conformance')) {
        told.push(status);
        if (told.length === 1) server.add(Conformance, conformanceHandlers());
        if (told.length === 1) health.set('Other', 'serving');
        if (told.length === 2) health.set('Conformance', 'notServing');
        if (told.length === 3) health.set('Conformance', 'serving');
        if (told.length === 4) void server.drain();
      }
    })();
    await watching;
    expect(told).toEqual(['unknown', 'serving', 'notServing', 'serving', 'notServing']);
  });

  it('is watched by nobody who has left', async () => {
    await using server = new Server();
    server.addHealth();
    const client = createHealthClient(memoryPair({ server }).client);
    for await (const status of client.watch()) {
      expect(status).toBe('serving');
      break;
    }
    await server.drain();
  });

  it('is not told by a server that was not asked to', async () => {
    await using server = new Server();
    const client = createHealthClient(memoryPair({ server }).client);
    expect((await failureOf(client.check())).code).toBe(Code.Unimplemented);
  });
});
