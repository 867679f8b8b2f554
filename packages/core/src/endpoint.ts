import { type NativeEndpoint, native } from '@flipcall/native';
import { DatagramReader, DatagramWriter } from './datagram.js';
import { type EndpointOptions, offeredFeatures, requireLifeLine } from './endpoint-options.js';
import { FlipcallError } from './flipcall-error.js';
import { ADAPTIVE_SPIN, GIVE_NOTHING, Handoff } from './handoff.js';
import { decodeHandshake, encodeHandshake, type Feature } from './handshake.js';
import { mapWindow } from './map-window.js';
import { PACKET_HEADER_BYTES, type PacketWindowDescriptor, requireInteger } from './packet-window.js';
import type { ShutdownHandle } from './shutdown-handle.js';

/** Which side of a connection an endpoint is. The client is active first. Go: `EndpointSide`. */
export const EndpointSide = { Client: 0, Server: 1 } as const;
export type EndpointSide = (typeof EndpointSide)[keyof typeof EndpointSide];

/** How long `sendRecvFast` spins at least, in nanoseconds. */
const FAST_SPIN_NS = 200_000;

/** Where an endpoint is in its life; calls that do not belong there are refused. */
type Phase =
  | 'fresh'
  | 'shaking hands'
  | 'connected'
  /** `sendLast` was called. */
  | 'last datagram sent'
  /** A call failed: there is no telling who holds control. */
  | 'failed'
  | 'destroyed';

/**
 * One side of a flipcall connection over a packet window. The two sides take turns: only the active one may touch the
 * datagram and call `sendRecv` or `sendLast`.
 *
 * One call at a time; a second one throws. The promise forms never block the event loop beyond a bounded spin; the
 * `Sync` forms block the calling thread until the peer answers or the endpoint is shut down. Whether the peer's process is
 * still alive is for the user to watch, as in gVisor, unless the endpoint gets a life line (`EndpointOptions.lifeLine`).
 * Go: `Endpoint`.
 */
export class Endpoint implements Disposable, AsyncDisposable {
  /** Most bytes that a datagram holds. Go: `DataCap`. */
  readonly dataCap: number;
  readonly #side: EndpointSide;
  readonly #native: NativeEndpoint;
  readonly #handoff: Handoff;
  readonly #offered: readonly Feature[];
  #data: Uint8Array;
  #features: readonly Feature[] = [];
  #phase: Phase = 'fresh';
  #failedWith: Error | undefined;

  /**
   * Maps the window; its file may be closed afterwards. Go: `NewEndpoint`, `Init`.
   * @throws RangeError for a window shorter than a page, over 4 GiB, misaligned, or that ends beyond its file;
   * FlipcallError `system` if it cannot be mapped.
   */
  constructor(side: EndpointSide, window: PacketWindowDescriptor, options: EndpointOptions = {}) {
    if (side !== EndpointSide.Client && side !== EndpointSide.Server) {
      throw new TypeError(`side must be EndpointSide.Client or EndpointSide.Server; it is ${String(side)}.`);
    }
    this.#side = side;
    this.#offered = offeredFeatures(options);
    this.#native = mapWindow(side, window);
    if (options.spinMicroseconds !== undefined) {
      requireInteger('spinMicroseconds', options.spinMicroseconds, 0, 1_000_000);
      this.#native.setSpin(options.spinMicroseconds * 1000);
    }
    if (options.waiting === 'helper-thread') this.#native.useHelperThread();
    if (options.lifeLine !== undefined) {
      requireLifeLine(options.lifeLine);
      this.#native.setLifeLine(options.lifeLine);
    }
    this.#handoff = new Handoff(this.#native, options.lifeLine, (reason) => this.#fail(reason));
    this.#data = new Uint8Array(this.#native.buffer());
    this.dataCap = window.length - PACKET_HEADER_BYTES;
  }

  /**
   * The datagram part of the window. The peer can change these bytes at any time: copy a datagram out in one pass, and
   * judge only the copy. Empty after `destroy`. Go: `Data`.
   */
  get data(): Uint8Array {
    return this.#data;
  }

  /** The extensions in use: those that both sides named in the handshake. */
  get features(): readonly Feature[] {
    return this.#features;
  }

  /** How promise calls wait here; see the option of that name. */
  get waiting(): 'io_uring' | 'helper-thread' {
    this.#requireAlive();
    return this.#native.waiting();
  }

  /** A reader of the first `length` bytes of the datagram. @throws RangeError beyond `dataCap`. Go: `NewReader`. */
  newReader(length: number): DatagramReader {
    return new DatagramReader(this, length);
  }

  /** A writer that starts with an empty datagram. Go: `NewWriter`. */
  newWriter(): DatagramWriter {
    return new DatagramWriter(this);
  }

  /**
   * Shakes hands with the server. The client's first call; afterwards the client is active. Go: `Connect`.
   * @throws (rejects) ShutdownError; FlipcallError `protocol` if the peer's answer is no handshake; TypeError on a
   * server, and the second time.
   */
  async connect(): Promise<void> {
    this.#beginHandshake(EndpointSide.Client, 'connect');
    this.#finishHandshake(await this.#exchange(this.#writeHandshake(this.#offered), ADAPTIVE_SPIN));
  }

  /** `connect`, blocking the calling thread. */
  connectSync(): void {
    this.#beginHandshake(EndpointSide.Client, 'connectSync');
    this.#finishHandshake(this.#handoff.exchangeSync(this.#writeHandshake(this.#offered), ADAPTIVE_SPIN));
  }

  /**
   * Waits for the client's handshake, answers it, and waits for the first datagram; its length in bytes. The server's
   * first call. Go: `RecvFirst`.
   * @throws (rejects) as `connect`; TypeError on a client.
   */
  async recvFirst(): Promise<number> {
    this.#beginHandshake(EndpointSide.Server, 'recvFirst');
    this.#answerHandshake(await this.#exchange(GIVE_NOTHING, ADAPTIVE_SPIN));
    const length = await this.#exchange(GIVE_NOTHING, ADAPTIVE_SPIN);
    this.#phase = 'connected';
    return length;
  }

  /** `recvFirst`, blocking the calling thread. */
  recvFirstSync(): number {
    this.#beginHandshake(EndpointSide.Server, 'recvFirstSync');
    this.#answerHandshake(this.#handoff.exchangeSync(GIVE_NOTHING, ADAPTIVE_SPIN));
    const length = this.#handoff.exchangeSync(GIVE_NOTHING, ADAPTIVE_SPIN);
    this.#phase = 'connected';
    return length;
  }

  /**
   * Sends the first `length` bytes of the datagram and waits for the peer's; its length in bytes. Go: `SendRecv`.
   * @throws (rejects) RangeError if `length` exceeds `dataCap`; TypeError before `connect` or `recvFirst` is done, after
   * `sendLast`, or while another call is under way; ShutdownError; FlipcallError `protocol`; what an earlier call failed
   * with.
   */
  sendRecv(length: number): Promise<number> {
    return this.#checkedExchange(length, ADAPTIVE_SPIN);
  }

  /** `sendRecv`, blocking the calling thread. */
  sendRecvSync(length: number): number {
    // What nearly every call looks like, in as few steps as that can be told.
    if (length >>> 0 !== length || length > this.dataCap || this.#phase !== 'connected') {
      requireInteger('length', length, 0, this.dataCap);
      this.#requireConnected();
    }
    return this.#handoff.exchangeSync(length);
  }

  /** `sendRecv` to a peer that is expected back within microseconds: spins longer before it sleeps. Go: `SendRecvFast`. */
  sendRecvFast(length: number): Promise<number> {
    return this.#checkedExchange(length, fastSpin());
  }

  /** `sendRecvFast`, blocking the calling thread. */
  sendRecvFastSync(length: number): number {
    requireInteger('length', length, 0, this.dataCap);
    this.#requireConnected();
    return this.#handoff.exchangeSync(length, fastSpin());
  }

  /**
   * Sends the first `length` bytes of the datagram and returns at once: the endpoint's last call but `shutdown` and
   * `destroy`. Go: `SendLast`.
   * @throws as `sendRecv`.
   */
  sendLast(length: number): void {
    requireInteger('length', length, 0, this.dataCap);
    this.#requireConnected();
    this.#handoff.give(length);
    this.#phase = 'last datagram sent';
  }

  /**
   * Ends the connection: calls under way and later ones, on both sides, fail with `ShutdownError`. Safe to call at any
   * time, and again. Does not free the window. Go: `Shutdown`.
   */
  shutdown(): void {
    if (this.#phase !== 'destroyed') this.#native.shutdown();
  }

  /** What another thread needs to shut this endpoint down with `shutdownEndpoint`. */
  get shutdownHandle(): ShutdownHandle {
    this.#requireAlive();
    return { flipcallEndpoint: this.#native.shutdownToken() };
  }

  /** Frees the window; `data` is empty from here on. Shuts down first if a call is under way. Go: `Destroy`. */
  destroy(): void {
    if (this.#phase === 'destroyed') return;
    this.#phase = 'destroyed';
    this.#data = new Uint8Array(0);
    this.#handoff.destroy();
  }

  /** Shuts down, unless the last datagram is sent, and frees the window at once; a call under way rejects. */
  [Symbol.dispose](): void {
    this.#shutdownUnlessOver();
    this.destroy();
  }

  /** Shuts down, unless the last datagram is sent, lets a call under way end, and frees the window. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutdownUnlessOver();
    await this.#handoff.settled;
    this.destroy();
  }

  /** A shutdown would take the last datagram from a peer that has not seen it yet. */
  #shutdownUnlessOver(): void {
    if (this.#phase !== 'last datagram sent') this.shutdown();
  }

  async #checkedExchange(length: number, spinNs: number): Promise<number> {
    requireInteger('length', length, 0, this.dataCap);
    this.#requireConnected();
    return this.#exchange(length, spinNs);
  }

  #exchange(length: number, spinNs: number): Promise<number> {
    this.#requireAlive(); // A promise may have been awaited since the caller checked.
    return this.#handoff.exchange(length, spinNs);
  }

  /** Remembers why the connection is of no use any more. */
  #fail(error: Error): Error {
    if (this.#phase !== 'destroyed') this.#phase = 'failed';
    this.#failedWith = error;
    return error;
  }

  #writeHandshake(features: readonly Feature[]): number {
    this.#requireAlive();
    const handshake = encodeHandshake(features);
    this.#data.set(handshake);
    return handshake.length;
  }

  #finishHandshake(length: number): void {
    this.#readHandshake(length);
    this.#useFeatures();
    this.#phase = 'connected';
  }

  #answerHandshake(length: number): void {
    this.#readHandshake(length);
    this.#handoff.give(this.#writeHandshake(this.#features));
    // Only now: until it has read the answer the client does not publish that it sleeps, and must be woken anyway.
    this.#useFeatures();
  }

  #readHandshake(length: number): void {
    this.#requireAlive();
    try {
      this.#features = decodeHandshake(this.#data, length, this.#offered);
    } catch (error) {
      throw error instanceof FlipcallError ? this.#fail(error) : error;
    }
  }

  #useFeatures(): void {
    if (this.#features.includes('sleep-flags')) this.#native.enableSleepFlags();
  }

  #beginHandshake(side: EndpointSide, called: string): void {
    this.#requireAlive();
    if (this.#side !== side) {
      const [wrong, instead] =
        this.#side === EndpointSide.Client ? ['client', 'connect'] : ['server', 'recvFirst'];
      throw new TypeError(`${called} was called on a ${wrong} endpoint; its first call is ${instead}.`);
    }
    if (this.#phase !== 'fresh') {
      throw new TypeError(`${called} is an endpoint's first call, made once: make a new Endpoint.`);
    }
    this.#phase = 'shaking hands';
  }

  #requireConnected(): void {
    if (this.#phase === 'connected') return;
    this.#requireAlive();
    if (this.#failedWith !== undefined) throw this.#failedWith;
    if (this.#phase === 'last datagram sent') {
      throw new TypeError("sendLast was this endpoint's last call; only shutdown and destroy may follow.");
    }
    const first = this.#side === EndpointSide.Client ? 'connect' : 'recvFirst';
    throw new TypeError(`The endpoint is not connected: ${first} comes first, and must have ended well.`);
  }

  #requireAlive(): void {
    if (this.#phase === 'destroyed') throw new TypeError('This Endpoint was destroyed.');
  }
}

function fastSpin(): number {
  return native.defaultSpinNs === 0 ? 0 : FAST_SPIN_NS;
}
