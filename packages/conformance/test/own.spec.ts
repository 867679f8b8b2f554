import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code, Descriptor, RpcError } from '@flipcall/rpc';
import {
  createOwnClient,
  createOwnSyncClient,
  type OwnClient,
  type OwnSyncClient,
} from '../src/gen/own.flipcall.js';
import { LINKS, type Linked } from './links.js';

/** What gRPC cannot do. */
describe.each(LINKS)('our own cases over $name', (link) => {
  let linked: Linked;
  let client: OwnClient;
  let blocking: OwnSyncClient;

  beforeEach(async () => {
    linked = await link.open();
    client = createOwnClient(linked.session);
    blocking = createOwnSyncClient(linked.session);
  });
  afterEach(async () => {
    linked.session.close();
    await linked.end();
  });

  test('blocking_unary', () => {
    for (let call = 0; call < 100; call++)
      expect(blocking.greet(`${call}`)).toBe(`the server greets ${call}`);
  });

  test('blocking_on_sleeping_server', () => {
    if (link.isParallel) blocking.sleep(20);
    expect(codeOf(() => blocking.sleep(60_000, { timeoutMs: 20 }))).toBe(Code.DeadlineExceeded);
    expect(blocking.greet('x')).toBe('the server greets x');
  });

  test('notification', async () => {
    client.note('one');
    blocking.note('two');
    expect(await client.notes()).toEqual(['one', 'two']);
  });

  test('callback', async () => {
    expect(await client.repeat(100, 1, async (value) => value + 2)).toBe(201);
  });

  test('failing_callback', async () => {
    const failing = client.repeat(1, 1, async () => {
      throw new RpcError('no more', { code: Code.OutOfRange });
    });
    await expect(failing).rejects.toMatchObject({ code: Code.OutOfRange, message: 'no more' });
  });

  test('calls_both_ways', async () => {
    expect(await client.greetBack('Ada')).toBe('the client greets Ada');
    const many = Array.from({ length: 50 }, (_, index) => client.greetBack(`${index}`));
    expect(await Promise.all(many)).toEqual(many.map((_, index) => `the client greets ${index}`));
  });

  test('live_object', async () => {
    const counter = await client.open(10);
    expect(await counter.add(5)).toBe(15);
    expect(await counter.add(5)).toBe(20);
    counter[Symbol.dispose]();
    await expect(counter.add(1)).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });

  test('file_descriptor', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flipcall-file-'));
    writeFileSync(join(folder, 'file'), 'read without the path');
    const fd = openSync(join(folder, 'file'), 'r');
    rmSync(folder, { recursive: true });
    expect(await client.read(Descriptor.of(fd))).toBe('read without the path');
    closeSync(fd);
  });

  test('peer_death', async () => {
    if (link.death === undefined) return;
    const calls = [client.sleep(60_000), client.die()];
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        code: Code.Unavailable,
        maybeExecuted: true,
        message: expect.stringContaining(link.death.message),
      });
    }
    await expect(client.greet('x')).rejects.toMatchObject({ code: Code.Unavailable, maybeExecuted: false });
  });

  test('peer_death_while_blocked', () => {
    if (link.death !== undefined) expect(codeOf(() => blocking.die())).toBe(Code.Unavailable);
  });

  test('drain', async () => {
    const running = client.sleep(50);
    await client.greet('x');
    const drained = linked.session.drain();
    await running;
    await drained;
  });
});

function codeOf(call: () => unknown): Code | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof RpcError) return error.code;
  }
  return undefined;
}
