import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type NativeEndpoint, native } from '@flipcall/native';
import { resources } from '../test/processes.js';
import { Endpoint, EndpointSide } from './endpoint.js';
import type { EndpointOptions } from './endpoint-options.js';
import { PacketWindowAllocator, type PacketWindowDescriptor } from './packet-window.js';

const { Client, Server } = EndpointSide;
const WAYS: readonly EndpointOptions[] = [{}, { waiting: 'helper-thread' }];

/** A window to play with: two endpoints of ours, or one of ours and a peer that does what no endpoint would. */
class Arena implements Disposable {
  readonly #allocator = new PacketWindowAllocator();
  readonly window: PacketWindowDescriptor;
  readonly #endpoints: Endpoint[] = [];

  constructor(bytes = 4096) {
    this.window = this.#allocator.allocate(bytes);
  }

  endpoint(side: EndpointSide, options: EndpointOptions = {}): Endpoint {
    const endpoint = new Endpoint(side, this.window, options);
    this.#endpoints.push(endpoint);
    return endpoint;
  }

  /** The native endpoint, which checks nothing. */
  hostile(side: EndpointSide): NativeEndpoint {
    return new native.Endpoint(side, this.window.fd, this.window.offset, this.window.length);
  }

  /** Writes the header as a peer could: the connection state, then a length. */
  writeHeader(state: number, length: number): void {
    writeSync(this.window.fd, Uint32Array.of(state, length), 0, 8, this.window.offset);
  }

  writeDatagram(text: string): number {
    const { fd, offset } = this.window;
    return writeSync(fd, text, offset + 16);
  }

  [Symbol.dispose](): void {
    for (const endpoint of this.#endpoints) endpoint[Symbol.dispose]();
    this.#allocator.destroy();
  }
}

/** Both endpoints of a connection, shaken hands, the client active. */
async function connected(arena: Arena, options: EndpointOptions = {}) {
  const client = arena.endpoint(Client, options);
  const server = arena.endpoint(Server, options);
  const first = server.recvFirst();
  first.catch(() => {});
  await client.connect();
  return { client, server, first };
}

describe('new Endpoint', () => {
  it('offers the datagram part of the window', () => {
    using arena = new Arena(3 * 4096);
    const endpoint = arena.endpoint(Client);
    expect(endpoint.dataCap).toBe(3 * 4096 - 16);
    expect(endpoint.data.length).toBe(endpoint.dataCap);
    endpoint.data[endpoint.dataCap - 1] = 9;
    expect(arena.endpoint(Server).data[endpoint.dataCap - 1]).toBe(9);
  });

  it('keeps windows of one file apart', () => {
    using allocator = new PacketWindowAllocator();
    using one = new Endpoint(Client, allocator.allocate(4096));
    using other = new Endpoint(Client, allocator.allocate(4096));
    one.data.fill(1);
    expect(other.data.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['an empty window', { length: 0 }, 'window.length must be an integer from 4096 to 4294963200; it is 0.'],
    ['a window shorter than a page', { length: 4095 }, 'it is 4095'],
    ['a window of 4 GiB', { length: 2 ** 32 }, 'it is 4294967296'],
    ['a window of more', { length: 2 ** 40 }, 'window.length'],
    ['a length of NaN', { length: Number.NaN }, 'window.length'],
    [
      'a misaligned offset',
      { offset: 100 },
      'window.offset must be a multiple of the page size, 4096; it is 100.',
    ],
    ['a negative offset', { offset: -4096 }, 'window.offset'],
    ['a negative descriptor', { fd: -1 }, 'window.fd'],
    [
      'a window beyond its file',
      { offset: 4096 },
      'The window (offset 4096, length 4096) ends beyond its file.',
    ],
    ['a window that is longer than its file', { length: 8192 }, 'ends beyond its file'],
  ])('refuses %s', (_, wrong, complaint) => {
    using arena = new Arena();
    expect(() => new Endpoint(Client, { ...arena.window, ...wrong })).toThrow(RangeError);
    expect(() => new Endpoint(Client, { ...arena.window, ...wrong })).toThrow(complaint);
  });

  it('refuses a closed descriptor, and one of another kind', () => {
    const closed = openSync('/dev/null', 'r');
    closeSync(closed);
    expect(() => new Endpoint(Client, { fd: closed, offset: 0, length: 4096 })).toThrow(
      expect.objectContaining({
        kind: 'system',
        message: expect.stringContaining(`descriptor ${closed} failed: fstat failed: EBADF`),
      }),
    );
    const folder = openSync('/proc/self', 'r');
    expect(() => new Endpoint(Client, { fd: folder, offset: 0, length: 4096 })).toThrow();
    closeSync(folder);
    using arena = new Arena();
    const readOnly = openSync(`/proc/self/fd/${arena.window.fd}`, 'r');
    expect(() => new Endpoint(Client, { ...arena.window, fd: readOnly })).toThrow('EACCES');
    closeSync(readOnly);
  });

  it('refuses a side, a spin and features that there are not', () => {
    using arena = new Arena();
    expect(() => arena.endpoint(2 as EndpointSide)).toThrow(
      new TypeError('side must be EndpointSide.Client or EndpointSide.Server; it is 2.'),
    );
    expect(() => arena.endpoint(Client, { spinMicroseconds: -1 })).toThrow(RangeError);
    expect(() => arena.endpoint(Client, { spinMicroseconds: 1_000_001 })).toThrow('spinMicroseconds');
    expect(() => arena.endpoint(Client, { features: ['doorbell'] })).toThrow(
      new TypeError('Not a feature of an endpoint: "doorbell"; there are ["sleep-flags"].'),
    );
  });
});

describe.each(WAYS)('promises, %j', (way) => {
  it('carry datagrams between two endpoints of one thread', async () => {
    using arena = new Arena();
    const { client, server, first } = await connected(arena, way);
    let received = first;
    for (const length of [0, 1, 1777, 4079, 4080]) {
      client.data.fill(length & 0xff, 0, length);
      const answered = client.sendRecv(length);
      expect(await received).toBe(length);
      expect(server.data.subarray(0, length).every((byte) => byte === (length & 0xff))).toBe(true);
      received = server.sendRecvFast(4080 - length);
      expect(await answered).toBe(4080 - length);
    }
    client.sendLast(7);
    expect(await received).toBe(7);
  });

  it('agree on features only when both sides offer them', async () => {
    using ours = new Arena();
    const { client, server } = await connected(ours, way);
    expect([client.features, server.features]).toEqual([['sleep-flags'], ['sleep-flags']]);
    for (const plain of [Client, Server]) {
      using arena = new Arena();
      const ends = [Client, Server].map((side) =>
        arena.endpoint(side, side === plain ? { ...way, features: [] } : way),
      );
      const first = ends[1]?.recvFirst();
      first?.catch(() => {});
      await ends[0]?.connect();
      expect(ends.map((end) => end.features)).toEqual([[], []]);
    }
  });

  it('end with ShutdownError when either side shuts down', async () => {
    for (const by of ['client', 'server'] as const) {
      using arena = new Arena();
      const ends = await connected(arena, way);
      ends[by].shutdown();
      ends[by].shutdown();
      await expect(ends.first).rejects.toMatchObject({ name: 'ShutdownError', kind: 'shutdown' });
      await expect(ends.client.sendRecv(0)).rejects.toMatchObject({ kind: 'shutdown' });
      expect(() => ends.client.sendLast(0)).toThrow('shut down');
    }
  });

  it('end when their endpoint is destroyed, and take its window along', async () => {
    using arena = new Arena();
    const { server, first } = await connected(arena, way);
    const view = server.data;
    server.destroy();
    await expect(first).rejects.toThrow('The endpoint was destroyed while a call was under way.');
    expect(view.length).toBe(0);
    expect(view.buffer.byteLength).toBe(0);
  });

  it('let many endpoints wait on one loop', async () => {
    using probe = new Arena();
    const { waiting } = probe.endpoint(Client, way);
    const before = resources().threads;
    using allocator = new PacketWindowAllocator();
    const count = waiting === 'io_uring' ? 1000 : 30;
    const pairs = Array.from({ length: count }, () => {
      const window = allocator.allocate(4096);
      const options = { ...way, spinMicroseconds: 0 };
      return { client: new Endpoint(Client, window, options), server: new Endpoint(Server, window, options) };
    });
    const firsts = pairs.map(({ server }) => server.recvFirst());
    await Promise.all(pairs.map(({ client }) => client.connect()));
    const answers = pairs.map(({ client }, i) => client.sendRecv(i));
    expect(await Promise.all(firsts)).toEqual(pairs.map((_, i) => i));
    for (const [i, { server }] of pairs.entries()) server.sendLast(2 * i);
    expect(await Promise.all(answers)).toEqual(pairs.map((_, i) => 2 * i));
    if (waiting === 'io_uring') expect(resources().threads).toBe(before);
    for (const { client, server } of pairs) {
      client.destroy();
      server.destroy();
    }
  });

  it('report a length above the capacity as a fault of the peer, before anything is read', async () => {
    using arena = new Arena();
    const server = arena.endpoint(Server, way);
    const pending = server.recvFirst();
    arena.hostile(Client).giveControl(4081);
    await expect(pending).rejects.toMatchObject({
      kind: 'protocol',
      message: 'The peer sent a datagram longer than the packet window holds.',
    });
    await expect(server.sendRecv(0)).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('report a handshake that is none', async () => {
    using arena = new Arena();
    const client = arena.endpoint(Client, way);
    const pending = client.connect();
    arena.hostile(Server).giveControl(arena.writeDatagram('hello'));
    await expect(pending).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('"hello"'),
    });
    await expect(client.sendRecv(0)).rejects.toMatchObject({ kind: 'protocol' });
  });
});

describe('against a peer that keeps no rules', () => {
  it.each([7, 3, 0xffffffff])(
    'a connection state of %p is an error, and no later call hangs',
    async (state) => {
      for (const call of ['recvFirstSync', 'recvFirst'] as const) {
        using arena = new Arena();
        arena.writeHeader(state, 0);
        const server = arena.endpoint(Server);
        await expect((async () => server[call]())()).rejects.toMatchObject({
          kind: 'protocol',
          message: 'The peer wrote a connection state that does not exist.',
        });
        expect(() => server.sendRecvSync(0)).toThrow('state that does not exist');
        server.shutdown();
      }
    },
  );

  it.each(['', 'nonsense', '[]', '{"features":'])('a handshake of %p is an error', (text) => {
    using arena = new Arena();
    arena.writeHeader(1, arena.writeDatagram(text));
    expect(() => arena.endpoint(Server).recvFirstSync()).toThrow("The peer's handshake is not");
  });

  it('a handshake of 10 MiB is an error, unread', () => {
    using arena = new Arena(11 * 2 ** 20);
    arena.writeHeader(1, 10 * 2 ** 20);
    expect(() => arena.endpoint(Server).recvFirstSync()).toThrow('10485760 bytes long; at most 4096');
  });

  it('a handshake that names features of its own gets none', async () => {
    using arena = new Arena();
    arena.writeHeader(
      1,
      arena.writeDatagram('{"features":["telepathy"],"__proto__":{"features":["sleep-flags"]}}'),
    );
    const server = arena.endpoint(Server);
    const pending = server.recvFirst();
    server.shutdown();
    await expect(pending).rejects.toMatchObject({ kind: 'shutdown' });
    expect(server.features).toEqual([]);
    expect(Buffer.from(server.data.subarray(0, 3)).toString()).toBe('{}\n');
  });
});

describe('preconditions', () => {
  it('connect is for clients, recvFirst for servers', async () => {
    using arena = new Arena();
    const client = arena.endpoint(Client);
    const server = arena.endpoint(Server);
    await expect(server.connect()).rejects.toThrow(
      new TypeError('connect was called on a server endpoint; its first call is recvFirst.'),
    );
    expect(() => server.connectSync()).toThrow(TypeError);
    await expect(client.recvFirst()).rejects.toThrow(
      new TypeError('recvFirst was called on a client endpoint; its first call is connect.'),
    );
    expect(() => client.recvFirstSync()).toThrow(TypeError);
    expect(client.data[0]).toBe(0);
  });

  it('they come once', async () => {
    using arena = new Arena();
    const { client, server } = await connected(arena);
    await expect(client.connect()).rejects.toThrow("connect is an endpoint's first call, made once");
    expect(() => client.connectSync()).toThrow(TypeError);
    await expect(server.recvFirst()).rejects.toThrow('recvFirst is an endpoint');
    expect(() => server.recvFirstSync()).toThrow(TypeError);
  });

  it('they come first', async () => {
    using arena = new Arena();
    for (const [side, first] of [
      [Client, 'connect'],
      [Server, 'recvFirst'],
    ] as const) {
      const endpoint = arena.endpoint(side);
      const complaint = new TypeError(
        `The endpoint is not connected: ${first} comes first, and must have ended well.`,
      );
      await expect(endpoint.sendRecv(0)).rejects.toThrow(complaint);
      await expect(endpoint.sendRecvFast(0)).rejects.toThrow(complaint);
      expect(() => endpoint.sendRecvSync(0)).toThrow(complaint);
      expect(() => endpoint.sendRecvFastSync(0)).toThrow(complaint);
      expect(() => endpoint.sendLast(0)).toThrow(complaint);
    }
  });

  it.each([4081, -1, 0.5, Number.NaN, '7' as unknown as number])(
    'a length of %p is refused',
    async (length) => {
      using arena = new Arena();
      const { client } = await connected(arena);
      const complaint = new RangeError(`length must be an integer from 0 to 4080; it is ${length}.`);
      await expect(client.sendRecv(length)).rejects.toThrow(complaint);
      await expect(client.sendRecvFast(length)).rejects.toThrow(complaint);
      expect(() => client.sendRecvSync(length)).toThrow(complaint);
      expect(() => client.sendRecvFastSync(length)).toThrow(complaint);
      expect(() => client.sendLast(length)).toThrow(complaint);
      client.sendLast(4080);
    },
  );

  it.each(WAYS)('one call at a time, even when its answer is here and not yet delivered, %j', async (way) => {
    using arena = new Arena();
    const { client, server, first } = await connected(arena, { ...way, spinMicroseconds: 0 });
    const pending = client.sendRecv(1);
    const busy = new TypeError('Another call is under way on this endpoint: await it first.');
    const refuseAll = async () => {
      await expect(client.sendRecv(2)).rejects.toThrow(busy);
      expect(() => client.sendRecvSync(2)).toThrow(busy);
      expect(() => client.sendLast(2)).toThrow(busy);
    };
    await refuseAll();
    expect(await first).toBe(1);
    server.sendLast(3);
    expect(() => client.sendRecvSync(2)).toThrow(busy);
    expect(() => client.sendLast(2)).toThrow(busy);
    expect(await pending).toBe(3);
    client.sendLast(4);
  });

  it('sendLast is the last', async () => {
    using arena = new Arena();
    const { client, first } = await connected(arena);
    client.sendLast(5);
    expect(await first).toBe(5);
    const complaint = "sendLast was this endpoint's last call; only shutdown and destroy may follow.";
    expect(() => client.sendLast(5)).toThrow(new TypeError(complaint));
    await expect(client.sendRecv(5)).rejects.toThrow(complaint);
    client.shutdown();
  });

  it('after destroy there is nothing left to call', async () => {
    using arena = new Arena();
    const { client } = await connected(arena);
    const view = client.data;
    view[0] = 1;
    client.destroy();
    client.destroy();
    client.shutdown();
    const destroyed = new TypeError('This Endpoint was destroyed.');
    await expect(client.sendRecv(0)).rejects.toThrow(destroyed);
    await expect(client.connect()).rejects.toThrow(destroyed);
    expect(() => client.sendRecvSync(0)).toThrow(destroyed);
    expect(() => client.sendLast(0)).toThrow(destroyed);
    expect(() => client.shutdownHandle).toThrow(destroyed);
    expect(view[0]).toBeUndefined();
    expect(client.data.length).toBe(0);
  });
});

describe('a last datagram reaches a peer that has not seen it yet', () => {
  it.each(WAYS)('though its sender is destroyed, or left to `using`, after promises, %j', async (way) => {
    for (const farewell of ['destroy', 'using'] as const) {
      using arena = new Arena();
      const { client, server, first } = await connected(arena, { ...way, spinMicroseconds: 0 });
      const answer = client.sendRecv(1);
      await first;
      server.sendLast(9);
      if (farewell === 'destroy') server.destroy();
      else server[Symbol.dispose]();
      expect(await answer).toBe(9);
    }
  });

  it('though its sender leaves it to `await using`', async () => {
    using arena = new Arena();
    const { client, server, first } = await connected(arena);
    const answer = client.sendRecv(1);
    await first;
    server.sendLast(9);
    await server[Symbol.asyncDispose]();
    expect(await answer).toBe(9);
  });
});

describe.each(['sync', 'promise'])('with a server of %s calls in another process', (form) => {
  function startServer(window: PacketWindowDescriptor) {
    const script = join(__dirname, '../test/endpoint-peer.mjs');
    const child = spawn(process.execPath, [script, String(window.length), form], {
      stdio: ['ignore', 'inherit', 'inherit', window.fd],
    });
    return once(child, 'exit');
  }

  /** Sends a datagram of each length; the server answers with the complement, and with "bye" to an empty one. */
  const LENGTHS = [1, 2, 333, 65535 - 16, 65536 - 16];

  it('synchronous calls', async () => {
    using arena = new Arena(65536);
    const exited = startServer(arena.window);
    const client = arena.endpoint(Client);
    client.connectSync();
    expect(client.features).toEqual(['sleep-flags']);
    for (const [i, length] of LENGTHS.entries()) {
      client.data.fill(i + 1, 0, length);
      expect(i % 2 ? client.sendRecvSync(length) : client.sendRecvFastSync(length)).toBe(length);
      expect(client.data.subarray(0, length).every((byte) => byte === 254 - i)).toBe(true);
    }
    expect(client.sendRecvSync(0)).toBe(3);
    expect(Buffer.from(client.data.subarray(0, 3)).toString()).toBe('bye');
    expect(await exited).toEqual([0, null]);
  });

  it('promise calls', async () => {
    using arena = new Arena(65536);
    const exited = startServer(arena.window);
    const client = arena.endpoint(Client);
    await client.connect();
    for (const [i, length] of LENGTHS.entries()) {
      client.data.fill(i + 1, 0, length);
      expect(await (i % 2 ? client.sendRecv(length) : client.sendRecvFast(length))).toBe(length);
      expect(client.data.subarray(0, length).every((byte) => byte === 254 - i)).toBe(true);
    }
    expect(await client.sendRecv(0)).toBe(3);
    expect(await exited).toEqual([0, null]);
  });
});
