import { closeSync, openSync, writeFileSync } from 'node:fs';
import { native } from '@flipcall/native';
import { openDescriptors, openedSince, temporaryFolder } from '../test/processes.js';
import { acceptSession, connectSession } from './meeting.js';
import { PacketWindowAllocator } from './packet-window.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const DONATION = JSON.stringify({
  flipcall: 1,
  windows: [
    { offset: 0, length: 4096 },
    { offset: 4096, length: 4096 },
  ],
});

/** What the connecting side says to a first message like this one. */
async function afterDonation(message: string, descriptors: number[]): Promise<unknown> {
  const before = openDescriptors();
  const [ours, theirs] = native.socketPair();
  const connecting = connectSession(ours, { handshakeTimeoutMs: 100 }).catch((reason: unknown) => reason);
  native.sendMessage(theirs, message, descriptors);
  const reason = await connecting;
  closeSync(theirs);
  // Our socket, the peer's and whatever was donated are closed again.
  expect(openedSince(before)).toEqual([]);
  return reason;
}

function memfd(pages: number): PacketWindowAllocator {
  const allocator = new PacketWindowAllocator();
  allocator.allocate(pages * 4096);
  return allocator;
}

describe('two ends of a socket pair', () => {
  it('become a session in one process', async () => {
    const [one, other] = native.socketPair();
    const [accepted, connected] = await Promise.all([acceptSession(one), connectSession(other)]);
    const arrived = new Promise<string>((resolve) => {
      accepted.open({
        onDatagram: (bytes, length) => resolve(Buffer.from(bytes.slice(0, length)).toString()),
        onWritable: () => {},
        onClose: () => {},
      });
    });
    const datagram = connected.outgoing();
    if (datagram === undefined) throw new Error('not writable');
    datagram.bytes.set(Buffer.from('hi'));
    datagram.length = 2;
    connected.flush();
    expect(await arrived).toBe('hi');
    connected.close();
    accepted.close();
  });

  it('may have windows of another size', async () => {
    const [one, other] = native.socketPair();
    const [accepted, connected] = await Promise.all([
      acceptSession(one, { datagramBytes: 100_000 }),
      connectSession(other),
    ]);
    expect(connected.datagramCapacity).toBeGreaterThanOrEqual(100_000);
    expect(accepted.datagramCapacity).toBe(connected.datagramCapacity);
    connected.close();
    accepted.close();
  });

  it('share bulk memory that the peer sees, beside windows of the same capacity', async () => {
    const [one, other] = native.socketPair();
    const [accepted, connected] = await Promise.all([
      acceptSession(one, { datagramBytes: 4080, bulkBytes: 5000 }),
      connectSession(other),
    ]);
    expect([accepted.datagramCapacity, connected.datagramCapacity]).toEqual([4080, 4080]);
    const [ours, theirs] = [accepted.bulkMemory, connected.bulkMemory];
    // Whole pages, an even number of them.
    expect([ours?.outgoing.length, ours?.incoming.length, theirs?.outgoing.length]).toEqual([
      8192, 8192, 8192,
    ]);
    ours?.outgoing.fill(1);
    theirs?.outgoing.fill(2);
    expect([
      ours?.incoming.at(0),
      ours?.incoming.at(-1),
      theirs?.incoming.at(0),
      theirs?.incoming.at(-1),
    ]).toEqual([2, 2, 1, 1]);
    connected.close();
    accepted.close();
    expect([ours?.outgoing.length, theirs?.incoming.length]).toEqual([0, 0]);
  });

  it('have no bulk memory if it is to have no bytes', async () => {
    const [one, other] = native.socketPair();
    const [accepted, connected] = await Promise.all([
      acceptSession(one, { bulkBytes: 0 }),
      connectSession(other),
    ]);
    expect([accepted.bulkMemory, connected.bulkMemory]).toEqual([undefined, undefined]);
    connected.close();
    accepted.close();
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 31])('refuse bulk memory of %d bytes', async (bulkBytes) => {
    const [one, other] = native.socketPair();
    await expect(acceptSession(one, { bulkBytes })).rejects.toThrow(RangeError);
    closeSync(other);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31])('refuse datagrams of %d bytes', async (datagramBytes) => {
    const [one, other] = native.socketPair();
    await expect(acceptSession(one, { datagramBytes })).rejects.toThrow(RangeError);
    closeSync(other);
  });
});

describe('a peer that does not keep to the meeting', () => {
  it('donates no descriptor', async () => {
    expect(await afterDonation(DONATION, [])).toMatchObject({ kind: 'protocol' });
  });

  it('donates twenty descriptors', async () => {
    using allocator = memfd(2);
    const reason = await afterDonation(
      DONATION,
      Array.from({ length: 20 }, () => allocator.fd),
    );
    expect(reason).toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('exactly one descriptor'),
    });
  });

  it.each([
    ['no JSON', 'nonsense', 'no description'],
    ['no object', '7', 'no description'],
    ['another version', DONATION.replace('1', '9'), 'version 9'],
    ['no windows', '{"flipcall":1}', 'fewer than two'],
    ['one window', '{"flipcall":1,"windows":[{"offset":0,"length":4096}]}', 'fewer than two'],
    ['a window of nothing', DONATION.replaceAll('4096}', '0}'), 'impossible'],
    ['a negative offset', DONATION.replace('"offset":0', '"offset":-4096'), 'impossible'],
    ['a length that is no number', DONATION.replaceAll('4096}', '"4096"}'), 'impossible'],
    ['a window beyond its file', DONATION.replaceAll('4096}', '8192}'), 'outside the memfd'],
    [
      'bulk memory of a negative length',
      DONATION.replace('"windows"', '"bulkBytes":-8192,"windows"'),
      'no room',
    ],
    ['bulk memory of half a page', DONATION.replace('"windows"', '"bulkBytes":2048,"windows"'), 'no room'],
    [
      'bulk memory that leaves no room',
      DONATION.replace('"windows"', '"bulkBytes":8192,"windows"'),
      'no room',
    ],
    [
      'bulk memory that is no number',
      DONATION.replace('"windows"', '"bulkBytes":"8192","windows"'),
      'no room',
    ],
    ['a message that is too long', DONATION + ' '.repeat(5000), 'exactly one descriptor'],
  ])('sends %s', async (_, message, complaint) => {
    using allocator = memfd(2);
    const reason = await afterDonation(message, [allocator.fd]);
    expect(reason).toMatchObject({ kind: 'protocol', message: expect.stringContaining(complaint) });
  });

  it('donates a plain file, which it could truncate under us', async () => {
    writeFileSync(folder.path('window'), Buffer.alloc(8192));
    const fd = openSync(folder.path('window'), 'r+');
    const reason = await afterDonation(DONATION, [fd]);
    closeSync(fd);
    expect(reason).toMatchObject({ kind: 'protocol', message: expect.stringContaining('memfd') });
  });

  it('donates its windows and never shakes hands', async () => {
    using allocator = memfd(2);
    expect(await afterDonation(DONATION, [allocator.fd])).toMatchObject({ kind: 'timeout' });
  });

  it('says nothing', async () => {
    const [ours, theirs] = native.socketPair();
    await expect(connectSession(ours, { handshakeTimeoutMs: 30 })).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('30 ms'),
    });
    await expect(acceptSession(theirs, { handshakeTimeoutMs: 30 })).rejects.toMatchObject({
      kind: 'peer-died',
    });
  });

  it('hangs up', async () => {
    const [ours, theirs] = native.socketPair();
    closeSync(theirs);
    await expect(connectSession(ours)).rejects.toMatchObject({ kind: 'peer-died' });
    const [again, gone] = native.socketPair();
    closeSync(gone);
    await expect(acceptSession(again)).rejects.toMatchObject({ kind: 'peer-died' });
  });
});
