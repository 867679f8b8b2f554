import { type NativeAllocator, native } from '@flipcall/native';
import { systemError } from './flipcall-error.js';

/** Bytes at the start of a packet window that are not datagram. Go: `PacketHeaderBytes`. */
export const PACKET_HEADER_BYTES = 16;

/** The longest packet window, in bytes: 4 GiB less a page, since lengths are 32 bits wide. */
export const MAX_PACKET_WINDOW_BYTES: number = 2 ** 32 - native.pageSize;

/** A range of a shared memory file. Go: `PacketWindowDescriptor`. */
export interface PacketWindowDescriptor {
  /** The file; not owned by the descriptor. */
  readonly fd: number;
  /** Where the window begins in the file, in bytes; a multiple of the page size. */
  readonly offset: number;
  /** The window's size in bytes, header included. */
  readonly length: number;
}

/**
 * The smallest window whose datagrams hold `dataCap` bytes. Go: `PacketWindowLengthForDataCap`.
 * @throws RangeError if `dataCap` is not an integer from 0 to `MAX_PACKET_WINDOW_BYTES - PACKET_HEADER_BYTES`.
 */
export function packetWindowLengthForDataCap(dataCap: number): number {
  const most = MAX_PACKET_WINDOW_BYTES - PACKET_HEADER_BYTES;
  requireInteger('dataCap', dataCap, 0, most);
  return Math.ceil((dataCap + PACKET_HEADER_BYTES) / native.pageSize) * native.pageSize;
}

/**
 * Hands out packet windows from one memfd, which grows as needed and is sealed against shrinking, so that no peer can
 * truncate it under us. Go: `PacketWindowAllocator`.
 */
export class PacketWindowAllocator implements Disposable {
  readonly #native: NativeAllocator;
  #destroyed = false;

  /** @throws FlipcallError `system` if the system gives no sealed memfd. Go: `NewPacketWindowAllocator`. */
  constructor() {
    try {
      this.#native = new native.PacketWindowAllocator();
    } catch (cause) {
      throw systemError('Making memory for packet windows failed', cause);
    }
  }

  /** The memfd that all windows lie in; owned by the allocator. Go: `FD`. */
  get fd(): number {
    this.#requireAlive();
    return this.#native.fd();
  }

  /**
   * A new window of at least `size` bytes, zero-filled and page-aligned. Go: `Allocate`.
   * @throws RangeError if `size` is not an integer from 1 to `MAX_PACKET_WINDOW_BYTES`; FlipcallError `system` if the
   * system has no more memory for it.
   */
  allocate(size: number): PacketWindowDescriptor {
    this.#requireAlive();
    requireInteger('size', size, 1, MAX_PACKET_WINDOW_BYTES);
    try {
      return this.#native.allocate(size);
    } catch (cause) {
      throw systemError(`Making a packet window of ${size} bytes failed`, cause);
    }
  }

  /** Closes the memfd. Windows that are mapped stay mapped. Go: `Destroy`. */
  destroy(): void {
    this.#destroyed = true;
    this.#native.destroy();
  }

  [Symbol.dispose](): void {
    this.destroy();
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new TypeError('This PacketWindowAllocator was destroyed.');
  }
}

/** @throws RangeError unless `value` is an integer from `least` to `most`. */
export function requireInteger(name: string, value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be an integer from ${least} to ${most}; it is ${String(value)}.`);
  }
}
