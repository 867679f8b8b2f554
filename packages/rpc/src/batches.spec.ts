import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Conformance, conformanceHandlers, promiseClient } from '../test/conformance-service.js';
import { connect } from './connect.js';
import { Server } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-batches-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A session, and how many hand-offs a call of so many characters takes: control goes to the other side and back in one. */
async function handoffsOf(server: Server): Promise<(...lengths: number[]) => Promise<number>> {
  const path = join(folder, 'calls.sock');
  await server.add(Conformance, conformanceHandlers()).listen({ path });
  const session = await connect(path);
  const call = promiseClient(session);
  return async (...lengths) => {
    const given = () => session.statistics().transport?.handoffsTaken ?? 0;
    const before = given();
    await Promise.all(lengths.map((length) => call('echo', ['x'.repeat(length)])));
    return given() - before;
  };
}

const MANY = new Array<number>(100).fill(20);

test('a call that comes alone is answered in the same hand-off if it is of some length, once one did', async () => {
  await using server = new Server();
  const handoffs = await handoffsOf(server);
  await handoffs(2000);
  expect([await handoffs(20), await handoffs(2000), await handoffs(6000)]).toEqual([1, 1, 1]);
});

test('control comes back before many calls are answered, and before one that comes after them', async () => {
  await using server = new Server();
  const handoffs = await handoffsOf(server);
  await handoffs(2000);
  await handoffs(...MANY);
  expect([await handoffs(2000), await handoffs(2000)]).toEqual([2, 1]);
  await handoffs(...MANY);
  // One that is too short for a batch says nothing of others.
  expect([await handoffs(20), await handoffs(2000)]).toEqual([1, 2]);
  await handoffs(...MANY);
  expect(await handoffs(...MANY)).toBeGreaterThan(1);
});
