import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptSession, connectSession, type Session, socketPair } from '@flipcall/core';
import { failureOf } from '../../test/failure-of.js';
import { Files, fileHandlers } from '../../test/file-service.js';
import { ScriptedPeer } from '../../test/scripted-peer.js';
import { Streams, streamHandlers } from '../../test/stream-service.js';
import { type Caller, openCaller } from '../client.js';
import { Code } from '../code.js';
import type { Limits } from '../limits.js';
import { RpcSession } from '../rpc-session.js';
import { Server } from '../server.js';
import { sessionTransport } from '../session-transport.js';
import { memoryPair } from '../testing.js';
import type { DescriptorTransport } from '../transport.js';
import { Descriptor } from './descriptor.js';

const folder = mkdtempSync(join(tmpdir(), 'flipcall-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileWith(text: string): number {
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, text);
  const fd = openSync(path, 'r');
  rmSync(path);
  return fd;
}

/** How many descriptors of files in the folder this process has. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;
}

type Donate = DescriptorTransport['donate'];

interface Pair extends AsyncDisposable {
  readonly client: RpcSession;
  readonly serving: RpcSession;
  readonly call: (name: string, ...args: unknown[]) => Promise<unknown>;
}

/** Two ends in one process, over shared memory and a socket: each has descriptors of its own. */
async function open(
  limits: Partial<Limits> = {},
  donating: (donate: Donate) => Donate = (donate) => donate,
): Promise<Pair> {
  const [one, other] = socketPair();
  const source = fileWith('from the server');
  const sessions = await Promise.all([acceptSession(one, { datagramBytes: 16_384 }), connectSession(other)]);
  const server = new Server({ limits, onHandlerError: () => undefined })
    .add(Files, fileHandlers(source))
    .add(Streams, streamHandlers());
  const [accepted, connected] = sessions.map((session: Session) => sessionTransport(session));
  if (accepted === undefined || connected === undefined) throw new Error('two sessions');
  const { descriptors } = accepted;
  if (descriptors !== undefined) descriptors.donate = donating(descriptors.donate);
  const serving = server.accept(accepted);
  const client = new RpcSession(connected, { role: 'connecting', limits });
  return {
    client,
    serving,
    call: byName(openCaller(client, Files)),
    async [Symbol.asyncDispose]() {
      client.close();
      await server.close();
      closeSync(source);
    },
  };
}

function byName(caller: Caller): Pair['call'] {
  return (name, ...args) =>
    caller.call(
      Files.methods.findIndex((method) => method.name === name),
      args,
    );
}

describe('a file descriptor', () => {
  it('is opened here and read there', async () => {
    await using pair = await open();
    const fd = fileWith('from the client');
    expect(await pair.call('read', Descriptor.of(fd))).toBe('from the client');
    closeSync(fd);
    expect(openFiles()).toBe(1);
  });

  it("comes back as a result, and is its taker's to close", async () => {
    await using pair = await open();
    const file = (await pair.call('open')) as Descriptor;
    expect(readFileSync(`/proc/self/fd/${file.fd}`, 'utf8')).toBe('from the server');
    expect(openFiles()).toBe(2);
    file.close();
    file.close();
    expect(openFiles()).toBe(1);
    expect(() => file.fd).toThrow('closed');
  });

  it('may be closed here as soon as the call was made, though the call waits its turn', async () => {
    await using pair = await open();
    const calls = Array.from({ length: 300 }, (_, index) => {
      const fd = fileWith(`text ${index}`);
      const call = pair.call('read', Descriptor.of(fd));
      closeSync(fd);
      return call;
    });
    const texts = await Promise.all(calls);
    expect(texts).toEqual(texts.map((_, index) => `text ${index}`));
    expect(openFiles()).toBe(1);
  });

  it('goes with others, up to 64, in order', async () => {
    await using pair = await open();
    const fds = Array.from({ length: 64 }, (_, index) => fileWith(`${index}`));
    const all = fds.map((fd) => Descriptor.of(fd));
    expect(await pair.call('readAll', all)).toEqual(fds.map((_, index) => `${index}`));
    const error = await failureOf(pair.call('readAll', [...all, Descriptor.of(0)]));
    expect(error).toMatchObject({ code: Code.InvalidArgument, message: expect.stringContaining('64') });
    for (const fd of fds) closeSync(fd);
    expect(await pair.call('readAll', [])).toEqual([]);
    expect(openFiles()).toBe(1);
  });

  it('goes once, though its message had no room at first', async () => {
    await using pair = await open();
    const fd = fileWith('from the client');
    // The first page of a datagram does not hold both; and slots of calls that are over are used again.
    for (let round = 0; round < 2; round++) {
      await Promise.all(
        ['a', 'b'].map((letter) => pair.call('ignore', Descriptor.of(fd), letter.repeat(3000))),
      );
    }
    closeSync(fd);
    expect(pair.client.statistics().transport).toMatchObject({ descriptorsDonated: 4 });
  });

  it('that is not open is refused, and the session goes on', async () => {
    await using pair = await open();
    const fd = fileWith('closed');
    closeSync(fd);
    expect(await failureOf(pair.call('read', Descriptor.of(fd)))).toMatchObject({
      code: Code.InvalidArgument,
    });
    expect(() => Descriptor.of(-1)).toThrow(TypeError);
    expect(await pair.call('readAll', [])).toEqual([]);
  });

  it('is closed when what it came with is refused', async () => {
    await using pair = await open();
    const fd = fileWith('unwanted');
    const wanted = Descriptor.of(fd);
    await failureOf(pair.call('ignore', wanted, 5));
    await failureOf(openCaller(pair.client, { ...Files, name: 'Nothing' }).call(0, [wanted]));
    closeSync(fd);
    await pair.call('readAll', []);
    expect(openFiles()).toBe(1);
  });

  it('is refused beyond the limit of open ones', async () => {
    await using pair = await open({ maxDescriptors: 3 });
    const fd = fileWith('kept');
    const some = (count: number): Descriptor[] => Array.from({ length: count }, () => Descriptor.of(fd));
    expect(await pair.call('keep', some(2))).toBe(2);
    expect(await failureOf(pair.call('keep', some(2)))).toMatchObject({ code: Code.ResourceExhausted });
    expect(await pair.call('keep', some(1))).toBe(3);
    closeSync(fd);
  });

  it('does not fit with a message larger than a datagram', async () => {
    await using pair = await open();
    const before = openFiles();
    const fd = fileWith('x');
    const error = await failureOf(pair.call('ignore', Descriptor.of(fd), 'x'.repeat(50_000)));
    expect(error).toMatchObject({
      code: Code.ResourceExhausted,
      message: expect.stringContaining('descriptors'),
    });
    closeSync(fd);
    expect(await pair.call('readAll', [])).toEqual([]);
    expect(openFiles()).toBe(before);
  });

  it('waits for room as long as its taker makes none, and holds nobody up meanwhile', async () => {
    let room = false;
    let attempts = 0;
    await using pair = await open({}, (donate) => (fds) => {
      // As a peer has it that does not read its socket.
      if (room) return donate(fds);
      if (++attempts > 1000) throw new Error('asks for ever');
      return undefined;
    });
    const files = [pair.call('open'), pair.call('open')];
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(attempts).toBeGreaterThan(1);
    room = true;
    files.push(pair.call('open'));
    for (const file of files) (await (file as Promise<Descriptor>)).close();
  });

  it('that was named and not donated ends the session of who named it', async () => {
    const [session, peer] = ScriptedPeer.of(new Server().add(Files, fileHandlers(0)));
    await peer.hello();
    const method = Buffer.from('Files/read');
    await peer.sayBytes(
      Uint8Array.from([0x94, 0, 0, 0xa0 | method.length, ...method, 0x91, 0xd6, 9, 0, 0, 0, 7]),
    );
    expect(await session.closed).toMatchObject({
      name: 'WireError',
      message: expect.stringContaining('not donated'),
    });
  });

  it("that was taken stays its taker's, whoever names it again", async () => {
    const taken: Descriptor[] = [];
    const handlers = { ...fileHandlers(0), keep: (files: Descriptor[]) => taken.push(...files) };
    const [session, peer] = ScriptedPeer.of(new Server().add(Files, handlers));
    await peer.hello();
    const fd = fileWith('taken');
    peer.transport.descriptors.donate([fd]);
    const named = [0xd6, 9, 0, 0, 0, 0];
    const request = (id: number, method: string, ...args: readonly number[]): Uint8Array =>
      Uint8Array.from([0x94, 0, id, 0xa0 | method.length, ...Buffer.from(method), ...args]);
    await peer.sayBytes(request(0, 'Files/keep', 0x91, 0x91, ...named));
    await peer.heard(1);
    await peer.sayBytes(request(2, 'Files/none', 0x91, ...named));
    await peer.recorder.until(() => peer.recorder.closed || peer.frames.length > 2);
    expect(taken.map((each) => each.fd)).toEqual([fd]);
    session.close();
    closeSync(fd);
  });

  it('is passed on in memory, for tests', async () => {
    const fd = fileWith('in memory');
    using pair = memoryPair({ server: new Server().add(Files, fileHandlers(fd)) });
    expect(await byName(openCaller(pair.client, Files))('read', Descriptor.of(fd))).toBe('in memory');
    closeSync(fd);
  });
});
