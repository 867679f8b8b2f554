import { type NativeEndpoint, native, Status } from '@flipcall/native';
import { DatagramReader, DatagramWriter } from './datagram.js';
import { errorFromStatus, ShutdownError, systemError } from './flipcall-error.js';
import { decodeHandshake, ENDPOINT_FEATURES, encodeHandshake, type Feature } from './handshake.js';
import {
  MAX_PACKET_WINDOW_BYTES,
  PACKET_HEADER_BYTES,
  type PacketWindowDescriptor,
  requireInteger,
} from './packet-window.js';

/** Which side of a connection an endpoint is. The client is active first. Go: `EndpointSide`. */
export const EndpointSide = { Client: 0, Server: 1 } as const;
export type EndpointSide = (typeof EndpointSide)[keyof typeof EndpointSide];

/** Go: `EndpointOption`. */
export interface EndpointOptions {
  /**
   * Microseconds to spin for the peer before sleeping; 0 never spins. More answers faster and burns more CPU; spinning
   * stops by itself while the peer usually takes longer. Default: 50 where at least two CPUs are usable, else 0.
   */
  readonly spinMicroseconds?: number;
  /**
   * How promise calls wait for a peer that wakes us by futex. `io_uring` wakes the event loop directly and needs Linux
   * >= 6.7 that allows it; a `helper-thread` works everywhere, at the price of a thread and a second wake-up for each
   * wait. Default: `io_uring` where it works, else `helper-thread`.
   */
  readonly waiting?: 'helper-thread';
  /** Extensions to offer in the handshake. Default: all that there are. None: gVisor's protocol to the letter. */
  readonly features?: readonly Feature[];
}

/** Plain data that may be posted to another thread of this process, which can then shut the endpoint down. */
export interface ShutdownHandle {
  readonly flipcallEndpoint: number;
}

/**
 * Shuts down the endpoint whose handle this is, from any thread of its process, even while a call blocks its own
 * thread. Does nothing if it was destroyed.
 */
export function shutdownEndpoint(handle: ShutdownHandle): void {
  requireInteger('handle.flipcallEndpoint', handle.flipcallEndpoint, 1, 2 ** 32 - 1);
  native.shutdownByToken(handle.flipcallEndpoint);
}

/** How long `sendRecvFast` spins at least, in nanoseconds. */
const FAST_SPIN_NS = 200_000;
const ADAPTIVE_SPIN = -1;
const GIVE_NOTHING = -1;

/**
 * One side of a flipcall connection over a packet window. The two sides take turns: only the active one may touch the
 * datagram and call `sendRecv` or `sendLast`.
 *
 * One call at a time; a second one throws. The promise forms never block the event loop beyond a bounded spin; the
 * `Sync` forms block the calling thread until the peer answers or the endpoint is shut down. An endpoint has no life
 * line: whether the peer process is still alive is for its user to watch, as in gVisor. Go: `Endpoint`.
 */
export class Endpoint implements Disposable, AsyncDisposable {
  /** Most bytes that a datagram holds. Go: `DataCap`. */
  readonly dataCap: number;
  readonly #side: EndpointSide;
  readonly #native: NativeEndpoint;
  readonly #offered: readonly Feature[];
  #data: Uint8Array;
  #features: readonly Feature[] = [];
  #rejectPending: ((reason: Error) => void) | undefined;
  #underWay: Promise<number> | undefined;
  #destroyed = false;

  /**
   * Maps the window; its file may be closed afterwards. Go: `NewEndpoint`, `Init`.
   * @throws RangeError for a window shorter than a page, over 4 GiB, misaligned, or that ends beyond its file;
   * FlipcallError `system` if it cannot be mapped.
   */
  constructor(side: EndpointSide, window: PacketWindowDescriptor, options: EndpointOptions = {}) {
    if (side !== EndpointSide.Client && side !== EndpointSide.Server) {
      throw new TypeError(`side must be EndpointSide.Client or EndpointSide.Server; it is ${String(side)}.`);
    }
    requireInteger('window.fd', window.fd, 0, 2 ** 31 - 1);
    requireInteger('window.length', window.length, native.pageSize, MAX_PACKET_WINDOW_BYTES);
    requireInteger('window.offset', window.offset, 0, Number.MAX_SAFE_INTEGER);
    if (window.offset % native.pageSize !== 0) {
      throw new RangeError(
        `window.offset must be a multiple of the page size, ${native.pageSize}; it is ${window.offset}.`,
      );
    }
    this.#side = side;
    this.#native = mapWindow(side, window);
    this.#offered = options.features ?? ENDPOINT_FEATURES;
    if (options.spinMicroseconds !== undefined) {
      requireInteger('spinMicroseconds', options.spinMicroseconds, 0, 1_000_000);
      this.#native.setSpin(options.spinMicroseconds * 1000);
    }
    if (options.waiting === 'helper-thread') this.#native.useHelperThread();
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
   * @throws (rejects) ShutdownError; FlipcallError `protocol` if the peer's answer is no handshake; TypeError on a server.
   */
  async connect(): Promise<void> {
    this.#requireSide(EndpointSide.Client, 'connect', 'recvFirst');
    this.#finishHandshake(await this.#exchange(this.#writeHandshake(this.#offered), ADAPTIVE_SPIN));
  }

  /** `connect`, blocking the calling thread. */
  connectSync(): void {
    this.#requireSide(EndpointSide.Client, 'connectSync', 'recvFirstSync');
    this.#finishHandshake(this.#exchangeSync(this.#writeHandshake(this.#offered), ADAPTIVE_SPIN));
  }

  /**
   * Waits for the client's handshake, answers it, and waits for the first datagram; its length in bytes. The server's
   * first call. Go: `RecvFirst`.
   * @throws (rejects) as `connect`; TypeError on a client.
   */
  async recvFirst(): Promise<number> {
    this.#requireSide(EndpointSide.Server, 'recvFirst', 'connect');
    this.#answerHandshake(await this.#exchange(GIVE_NOTHING, ADAPTIVE_SPIN));
    return this.#exchange(GIVE_NOTHING, ADAPTIVE_SPIN);
  }

  /** `recvFirst`, blocking the calling thread. */
  recvFirstSync(): number {
    this.#requireSide(EndpointSide.Server, 'recvFirstSync', 'connectSync');
    this.#answerHandshake(this.#exchangeSync(GIVE_NOTHING, ADAPTIVE_SPIN));
    return this.#exchangeSync(GIVE_NOTHING, ADAPTIVE_SPIN);
  }

  /**
   * Sends the first `length` bytes of the datagram and waits for the peer's; its length in bytes. Go: `SendRecv`.
   * @throws (rejects) RangeError if `length` exceeds `dataCap`; ShutdownError; FlipcallError `protocol`.
   */
  sendRecv(length: number): Promise<number> {
    return this.#checkedExchange(length, ADAPTIVE_SPIN);
  }

  /** `sendRecv`, blocking the calling thread. */
  sendRecvSync(length: number): number {
    requireInteger('length', length, 0, this.dataCap);
    return this.#exchangeSync(length, ADAPTIVE_SPIN);
  }

  /** `sendRecv` to a peer that is expected back within microseconds: spins longer before it sleeps. Go: `SendRecvFast`. */
  sendRecvFast(length: number): Promise<number> {
    return this.#checkedExchange(length, fastSpin());
  }

  /** `sendRecvFast`, blocking the calling thread. */
  sendRecvFastSync(length: number): number {
    requireInteger('length', length, 0, this.dataCap);
    return this.#exchangeSync(length, fastSpin());
  }

  /**
   * Sends the first `length` bytes of the datagram and returns at once: the endpoint's last call but `shutdown` and
   * `destroy`. Go: `SendLast`.
   * @throws RangeError if `length` exceeds `dataCap`; ShutdownError; FlipcallError `protocol`.
   */
  sendLast(length: number): void {
    requireInteger('length', length, 0, this.dataCap);
    this.#requireAlive();
    const status = -this.#native.giveControl(length);
    if (status !== Status.Ok) throw errorFromStatus(status);
  }

  /**
   * Ends the connection: calls under way and later ones, on both sides, fail with `ShutdownError`. Safe to call at any
   * time, and again. Does not free the window. Go: `Shutdown`.
   */
  shutdown(): void {
    if (!this.#destroyed) this.#native.shutdown();
  }

  /** What another thread needs to shut this endpoint down with `shutdownEndpoint`. */
  get shutdownHandle(): ShutdownHandle {
    this.#requireAlive();
    return { flipcallEndpoint: this.#native.shutdownToken() };
  }

  /** Frees the window; `data` is empty from here on. Shuts down first if a call is under way. Go: `Destroy`. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    if (this.#rejectPending !== undefined) this.#native.shutdown();
    this.#native.destroy();
    this.#data = new Uint8Array(0);
    this.#rejectPending?.(new ShutdownError('The endpoint was destroyed while a call was under way.'));
  }

  /** Shuts down and frees the window at once; a call under way rejects. */
  [Symbol.dispose](): void {
    this.shutdown();
    this.destroy();
  }

  /** Shuts down, lets a call under way end, and frees the window. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.shutdown();
    await this.#underWay?.catch(() => {});
    this.destroy();
  }

  async #checkedExchange(length: number, spinNs: number): Promise<number> {
    requireInteger('length', length, 0, this.dataCap);
    return this.#exchange(length, spinNs);
  }

  #exchange(length: number, spinNs: number): Promise<number> {
    this.#requireAlive();
    const call = new Promise<number>((resolve, reject) => {
      const done = (result: number): void => {
        this.#rejectPending = undefined;
        if (result >= 0) resolve(result);
        else reject(this.#failure(-result));
      };
      const result = this.#native.exchange(length, spinNs, done);
      if (result === -Status.TimedOut) this.#rejectPending = reject;
      else if (result >= 0) resolve(result);
      else reject(this.#failure(-result));
    });
    if (this.#rejectPending !== undefined) this.#underWay = call;
    return call;
  }

  #exchangeSync(length: number, spinNs: number): number {
    this.#requireAlive();
    const result = this.#native.exchangeSync(length, spinNs);
    if (result < 0) throw this.#failure(-result);
    return result;
  }

  #failure(status: number): Error {
    if (status === Status.Busy)
      return new TypeError('Another call is under way on this endpoint: await it first.');
    return errorFromStatus(status);
  }

  #writeHandshake(features: readonly Feature[]): number {
    this.#requireAlive();
    const handshake = encodeHandshake(features);
    this.#data.set(handshake);
    return handshake.length;
  }

  #finishHandshake(length: number): void {
    this.#features = decodeHandshake(this.#data, length, this.#offered);
    this.#useFeatures();
  }

  #answerHandshake(length: number): void {
    this.#features = decodeHandshake(this.#data, length, this.#offered);
    const status = -this.#native.giveControl(this.#writeHandshake(this.#features));
    if (status !== Status.Ok) throw errorFromStatus(status);
    // Only now: until it has read the answer the client does not publish that it sleeps, and must be woken anyway.
    this.#useFeatures();
  }

  #useFeatures(): void {
    if (this.#features.includes('sleep-flags')) this.#native.enableSleepFlags();
  }

  #requireSide(side: EndpointSide, called: string, instead: string): void {
    if (this.#side === side) return;
    const wrong = this.#side === EndpointSide.Client ? 'client' : 'server';
    throw new TypeError(`${called} was called on a ${wrong} endpoint; its first call is ${instead}.`);
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new TypeError('This Endpoint was destroyed.');
  }
}

function fastSpin(): number {
  return native.defaultSpinNs === 0 ? 0 : FAST_SPIN_NS;
}

function mapWindow(side: EndpointSide, window: PacketWindowDescriptor): NativeEndpoint {
  try {
    return new native.Endpoint(side, window.fd, window.offset, window.length);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code; // The addon throws system errors.
    if (code === 'ENXIO') {
      throw new RangeError(
        `The window (offset ${window.offset}, length ${window.length}) ends beyond its file.`,
      );
    }
    throw systemError(`Mapping the packet window of descriptor ${window.fd} failed`, cause);
  }
}
