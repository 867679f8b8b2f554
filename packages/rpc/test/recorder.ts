import type { Receiver, Transport } from '../src/transport.js';

/** A receiver that notes what it is told. */
export class Recorder implements Receiver {
  readonly datagrams: Uint8Array[] = [];
  writable = 0;
  closed = false;
  reason: Error | undefined;
  /** Called within `onDatagram`, as a session answers. */
  answer: (bytes: Uint8Array) => void = () => undefined;
  #watchers: (() => void)[] = [];

  onDatagram(bytes: Uint8Array, length: number): void {
    // An empty datagram only hands control back.
    if (length > 0) this.datagrams.push(bytes.slice(0, length));
    if (length > 0) this.answer(bytes.slice(0, length));
    this.#notify();
  }

  onWritable(): void {
    this.writable++;
    this.#notify();
  }

  onClose(reason: Error | undefined): void {
    expect(this.closed).toBe(false);
    this.closed = true;
    this.reason = reason;
    this.#notify();
  }

  /** Ends once the condition holds; the test's own time-out is the watchdog. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  #notify(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }
}

/** Appends bytes to the outgoing datagram; says whether there was one with room. */
export function append(transport: Transport, bytes: Uint8Array): boolean {
  const datagram = transport.outgoing();
  if (datagram === undefined) return false;
  if (datagram.bytes.byteLength - datagram.length < bytes.byteLength) datagram.widen?.();
  if (datagram.bytes.byteLength - datagram.length < bytes.byteLength) return false;
  datagram.bytes.set(bytes, datagram.length);
  datagram.length += bytes.byteLength;
  transport.flush();
  return true;
}
