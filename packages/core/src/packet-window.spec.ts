import { closeSync, fstatSync, ftruncateSync, readFileSync, readSync } from 'node:fs';
import { native } from '@flipcall/native';
import { Endpoint, EndpointSide } from './endpoint.js';
import {
  MAX_PACKET_WINDOW_BYTES,
  PACKET_HEADER_BYTES,
  PacketWindowAllocator,
  packetWindowLengthForDataCap,
} from './packet-window.js';

const page = native.pageSize;

describe('packetWindowLengthForDataCap', () => {
  it('is the header and the datagram, in whole pages', () => {
    expect(PACKET_HEADER_BYTES).toBe(16);
    expect(packetWindowLengthForDataCap(0)).toBe(page);
    expect(packetWindowLengthForDataCap(page - 16)).toBe(page);
    expect(packetWindowLengthForDataCap(page - 15)).toBe(2 * page);
    expect(packetWindowLengthForDataCap(MAX_PACKET_WINDOW_BYTES - 16)).toBe(MAX_PACKET_WINDOW_BYTES);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, '7' as unknown as number])(
    'refuses %p',
    (dataCap) => {
      expect(() => packetWindowLengthForDataCap(dataCap)).toThrow(RangeError);
      expect(() => packetWindowLengthForDataCap(dataCap)).toThrow(
        `dataCap must be an integer from 0 to ${MAX_PACKET_WINDOW_BYTES - 16}; it is ${dataCap}.`,
      );
    },
  );
});

describe('PacketWindowAllocator', () => {
  it('hands out page-aligned windows that do not overlap, from one file that doubles', () => {
    using allocator = new PacketWindowAllocator();
    const { fd } = allocator;
    expect(allocator.allocate(1)).toEqual({ fd, offset: 0, length: page });
    expect(fstatSync(fd).size).toBe(page);
    expect(allocator.allocate(page + 1)).toEqual({ fd, offset: page, length: 2 * page });
    expect(fstatSync(fd).size).toBe(4 * page);
    expect(allocator.allocate(page)).toEqual({ fd, offset: 3 * page, length: page });
    expect(fstatSync(fd).size).toBe(4 * page);
  });

  it('hands out windows that are all zero', () => {
    using allocator = new PacketWindowAllocator();
    const { offset, length } = allocator.allocate(3 * page);
    const bytes = Buffer.alloc(length, 1);
    expect(readSync(allocator.fd, bytes, 0, length, offset)).toBe(length);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('seals its file, so that no peer can truncate it under us', () => {
    using allocator = new PacketWindowAllocator();
    allocator.allocate(page);
    expect(() => ftruncateSync(allocator.fd, 0)).toThrow('EPERM');
    expect(native.checkDonatedWindow(allocator.fd, 0, page)).toBeNull();
    const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${allocator.fd}`, 'utf8'))?.[1];
    expect(Number.parseInt(flags ?? '', 8) & 0o2000000).not.toBe(0); // O_CLOEXEC
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 32, 2 ** 60])('refuses a window of %p bytes', (size) => {
    using allocator = new PacketWindowAllocator();
    expect(() => allocator.allocate(size)).toThrow(RangeError);
    expect(() => allocator.allocate(size)).toThrow(`size must be an integer from 1 to`);
    expect(allocator.allocate(1).offset).toBe(0);
  });

  it('closes its file when destroyed, and leaves mapped windows alone', () => {
    const allocator = new PacketWindowAllocator();
    const { fd } = allocator;
    using endpoint = new Endpoint(EndpointSide.Client, allocator.allocate(page));
    allocator.destroy();
    allocator.destroy();
    expect(() => fstatSync(fd)).toThrow('EBADF');
    endpoint.data[0] = 5;
    expect(endpoint.data[0]).toBe(5);
    expect(() => allocator.fd).toThrow(new TypeError('This PacketWindowAllocator was destroyed.'));
    expect(() => allocator.allocate(1)).toThrow(TypeError);
  });

  it('says which system call failed', () => {
    using allocator = new PacketWindowAllocator();
    closeSync(allocator.fd);
    try {
      allocator.allocate(1);
      throw new Error('did not throw');
    } catch (error) {
      expect(error).toMatchObject({ kind: 'system', cause: { code: 'EBADF', syscall: 'ftruncate' } });
    }
  });
});
