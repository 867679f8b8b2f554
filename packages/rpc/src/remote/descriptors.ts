import { failure } from '../failure.js';
import type { Limits } from '../limits.js';
import type { DescriptorTransport, Transport } from '../transport.js';
import { WireError } from '../wire/wire-error.js';
import { Descriptor } from './descriptor.js';

/** The most that one frame may hold: as many as go with one datagram. */
export const MOST_DESCRIPTORS = 64;

/** A descriptor that came, until it is closed. */
interface Held {
  readonly fd: number;
  closed: boolean;
}

/** The file descriptors that cross a session. Each side numbers those that it donates from 0 up. */
export class Descriptors {
  readonly #port: DescriptorTransport | undefined;
  readonly #limits: Limits;
  /** The number of the next one that is written into a frame. */
  #next = 0;
  #held = 0;
  readonly #collected = new FinalizationRegistry<Held>((held) => this.#close(held));

  constructor(transport: Transport, limits: Limits) {
    this.#port = transport.descriptors;
    this.#limits = limits;
  }

  /** The number that a descriptor gets which is written into a frame now. */
  take(): number {
    this.#needPort();
    return this.#next++;
  }

  /** Takes back the numbers of so many that were written last. */
  takeBack(count: number): void {
    this.#next -= count;
  }

  /** Donates those of a frame that goes into the outgoing datagram; says whether that can be now. */
  donate(fds: readonly number[]): boolean {
    return this.#needPort().donate(fds) !== undefined;
  }

  /** Descriptors of the same files, which stay open until they are donated. */
  keep(fds: readonly number[]): number[] {
    const port = this.#needPort();
    const kept: number[] = [];
    try {
      for (const fd of fds) kept.push(port.duplicate(fd));
      return kept;
    } catch (error) {
      this.drop(kept);
      throw error;
    }
  }

  /** Closes those that were kept. */
  drop(fds: readonly number[]): void {
    for (const fd of fds) this.#port?.close(fd);
  }

  /** The descriptor with that number, which came. @throws WireError if it did not; RpcError if there are too many already. */
  claim(number: number): Descriptor {
    const held: Held = { fd: this.#receive(number), closed: false };
    const { maxDescriptors } = this.#limits;
    if (this.#held >= maxDescriptors) {
      this.#port?.close(held.fd);
      throw failure(
        'too-many-descriptors',
        `${this.#held} descriptors are open here that came before (limits.maxDescriptors)`,
      );
    }
    this.#held++;
    const descriptor = Descriptor.received(held.fd, () => {
      this.#collected.unregister(held);
      this.#close(held);
    });
    this.#collected.register(descriptor, held, held);
    return descriptor;
  }

  /** Closes the one with that number, which came and is not wanted. */
  refuse(number: number): void {
    this.#port?.close(this.#receive(number));
  }

  #receive(number: number): number {
    try {
      return this.#needPort().claim(number);
    } catch (error) {
      if (error instanceof Error && 'kind' in error && error.kind === 'system') {
        throw failure('too-many-descriptors', error.message, { cause: error });
      }
      throw new WireError(error instanceof Error ? error.message : String(error));
    }
  }

  #close(held: Held): void {
    if (held.closed) return;
    held.closed = true;
    this.#held--;
    this.#port?.close(held.fd);
  }

  #needPort(): DescriptorTransport {
    if (this.#port !== undefined) return this.#port;
    throw failure('not-sendable', 'this transport carries no file descriptors', { maybeExecuted: false });
  }
}
