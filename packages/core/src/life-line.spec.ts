import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { native } from '@flipcall/native';
import { openDescriptors, openedSince } from '../test/processes.js';
import { Endpoint, EndpointSide } from './endpoint.js';
import type { EndpointOptions } from './endpoint-options.js';
import { PacketWindowAllocator } from './packet-window.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** An endpoint whose peer is a process that dies sooner or later, and whose life line is a socket to it. */
function endpointWith(behaviour: string, options: EndpointOptions): Endpoint {
  using allocator = new PacketWindowAllocator();
  const window = allocator.allocate(4096);
  const [lifeLine, theirs] = native.socketPair();
  const script = join(__dirname, '../test/life-line-peer.mjs');
  const stdio = ['ignore', 'inherit', 'inherit', window.fd, theirs] as const;
  children.push(spawn(process.execPath, [script, '4096', behaviour], { stdio: [...stdio] }));
  native.close(theirs);
  return new Endpoint(EndpointSide.Client, window, { ...options, lifeLine });
}

/** Connects and makes one call, in one way. */
type Call = (endpoint: Endpoint) => Promise<number>;

const ways: [name: string, options: EndpointOptions, call: Call][] = [
  [
    'blocking',
    {},
    async (endpoint) => {
      endpoint.connectSync();
      return endpoint.sendRecvSync(1);
    },
  ],
  [
    'awaited',
    {},
    async (endpoint) => {
      await endpoint.connect();
      return endpoint.sendRecv(1);
    },
  ],
  [
    'awaited with a helper thread',
    { waiting: 'helper-thread' },
    async (endpoint) => {
      await endpoint.connect();
      return endpoint.sendRecv(1);
    },
  ],
];

describe.each(ways)('a call with a life line, %s,', (_, options, call) => {
  it.each(['dies', 'dies before it shakes hands'])('fails when the peer %s', async (behaviour) => {
    using endpoint = endpointWith(behaviour, options);
    await expect(call(endpoint)).rejects.toMatchObject({ kind: 'peer-died' });
    expect(() => endpoint.sendRecvSync(1)).toThrow();
  });

  it('returns what the peer handed over before it died', async () => {
    using endpoint = endpointWith('answers and dies', options);
    expect(await call(endpoint)).toBe(7);
  });

  it('tells a shutdown from a death', async () => {
    using endpoint = endpointWith('shuts down and dies', options);
    await expect(call(endpoint)).rejects.toMatchObject({ kind: 'shutdown' });
  });
});

describe('a life line', () => {
  it('is closed with its endpoint', () => {
    const before = openDescriptors();
    const [lifeLine, theirs] = native.socketPair();
    using allocator = new PacketWindowAllocator();
    new Endpoint(EndpointSide.Client, allocator.allocate(4096), { lifeLine }).destroy();
    allocator.destroy();
    native.close(theirs);
    expect(openedSince(before)).toEqual([]);
  });

  it('must be something that hangs up', () => {
    using allocator = new PacketWindowAllocator();
    const window = allocator.allocate(4096);
    const file = openSync('/dev/null', 'r');
    expect(() => new Endpoint(EndpointSide.Client, window, { lifeLine: file })).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining('socket or a pipe') }),
    );
    closeSync(file);
    expect(() => new Endpoint(EndpointSide.Client, window, { lifeLine: file })).toThrow('EBADF');
    expect(() => new Endpoint(EndpointSide.Client, window, { lifeLine: -1 })).toThrow(RangeError);
  });
});
