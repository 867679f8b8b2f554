import { DatagramReader, DatagramWriter } from './datagram.js';
import { Endpoint, EndpointSide } from './endpoint.js';
import { PacketWindowAllocator } from './packet-window.js';

function loneEndpoint(): Endpoint {
  using allocator = new PacketWindowAllocator();
  return new Endpoint(EndpointSide.Client, allocator.allocate(4096));
}

describe('DatagramWriter', () => {
  it('appends, and says how long the datagram is', () => {
    using endpoint = loneEndpoint();
    const writer = endpoint.newWriter();
    expect(writer.length).toBe(0);
    expect(writer.write(Uint8Array.of(1, 2, 3))).toBe(3);
    expect(writer.write(new Uint8Array(0))).toBe(0);
    expect(writer.write(Uint8Array.of(4))).toBe(1);
    expect(writer.length).toBe(4);
    expect([...endpoint.data.subarray(0, 5)]).toEqual([1, 2, 3, 4, 0]);
  });

  it('starts over after a reset', () => {
    using endpoint = loneEndpoint();
    const writer = new DatagramWriter(endpoint);
    writer.write(Uint8Array.of(1, 2));
    writer.reset();
    expect(writer.length).toBe(0);
    writer.write(Uint8Array.of(9));
    expect([...endpoint.data.subarray(0, 2)]).toEqual([9, 2]);
  });

  it('fills the window to the last byte, and writes nothing beyond', () => {
    using endpoint = loneEndpoint();
    const writer = endpoint.newWriter();
    expect(writer.write(new Uint8Array(endpoint.dataCap).fill(7))).toBe(4080);
    expect(endpoint.data[4079]).toBe(7);
    expect(() => writer.write(Uint8Array.of(1))).toThrow(
      new RangeError('The datagram would be 4081 bytes long; the packet window holds 4080.'),
    );
    writer.reset();
    writer.write(Uint8Array.of(1));
    expect(() => writer.write(new Uint8Array(4080))).toThrow(RangeError);
    expect(writer.length).toBe(1);
    expect(endpoint.data[1]).toBe(7);
  });
});

describe('DatagramReader', () => {
  it('reads each byte once, in pieces, up to the end', () => {
    using endpoint = loneEndpoint();
    endpoint.data.set([1, 2, 3, 4, 5, 6]);
    const reader = endpoint.newReader(5);
    const piece = new Uint8Array(3);
    expect(reader.remaining).toBe(5);
    expect(reader.read(piece)).toBe(3);
    expect([...piece]).toEqual([1, 2, 3]);
    expect(reader.read(new Uint8Array(0))).toBe(0);
    expect(reader.read(piece)).toBe(2);
    expect([...piece]).toEqual([4, 5, 3]);
    expect(reader.read(piece)).toBe(0);
    expect(reader.remaining).toBe(0);
  });

  it('starts over after a reset', () => {
    using endpoint = loneEndpoint();
    endpoint.data.set([1, 2, 3]);
    const reader = new DatagramReader(endpoint, 1);
    const piece = new Uint8Array(4);
    reader.read(piece);
    reader.reset(3);
    expect(reader.read(piece)).toBe(3);
    expect([...piece]).toEqual([1, 2, 3, 0]);
    reader.reset(0);
    expect(reader.read(piece)).toBe(0);
  });

  it('gives copies: what the peer changes afterwards does not matter', () => {
    using endpoint = loneEndpoint();
    endpoint.data[0] = 1;
    const copy = new Uint8Array(1);
    endpoint.newReader(1).read(copy);
    endpoint.data[0] = 2;
    expect(copy[0]).toBe(1);
  });

  it.each([4081, -1, 0.5, Number.NaN])('refuses a length of %p', (length) => {
    using endpoint = loneEndpoint();
    expect(() => endpoint.newReader(length)).toThrow(
      new RangeError(`length must be an integer from 0 to 4080; it is ${length}.`),
    );
    const reader = endpoint.newReader(0);
    expect(() => reader.reset(length)).toThrow(RangeError);
  });
});

it('readers and writers of a destroyed endpoint say so', () => {
  const endpoint = loneEndpoint();
  const reader = endpoint.newReader(3);
  const writer = endpoint.newWriter();
  endpoint.destroy();
  const destroyed = new TypeError('This Endpoint was destroyed.');
  expect(() => reader.read(new Uint8Array(3))).toThrow(destroyed);
  expect(() => writer.write(Uint8Array.of(1))).toThrow(destroyed);
  expect(writer.length).toBe(0);
});
