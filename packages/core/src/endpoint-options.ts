import { ENDPOINT_FEATURES, type Feature } from './handshake.js';
import { requireInteger } from './packet-window.js';

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
  /**
   * A connected socket or a pipe whose other end only the peer holds, such as one of a `socketPair`. When the peer's
   * process ends, however it ends, the kernel hangs it up, and calls under way end with `peer-died`: a promise at once, a
   * blocked call within 20 milliseconds. The endpoint takes it over, and closes it with `destroy`. Default: none, and a
   * call waits for a dead peer until somebody shuts the endpoint down.
   */
  readonly lifeLine?: number;
  /** Extensions to offer in the handshake. Default: all that there are. None: gVisor's protocol to the letter. */
  readonly features?: readonly Feature[];
}

/** @throws TypeError unless an endpoint has all that is named. */
export function offeredFeatures(options: EndpointOptions): readonly Feature[] {
  const features = options.features ?? ENDPOINT_FEATURES;
  const unknown = features.find((feature) => !ENDPOINT_FEATURES.includes(feature));
  if (unknown === undefined) return features;
  throw new TypeError(
    `Not a feature of an endpoint: ${JSON.stringify(unknown)}; there are ${JSON.stringify(ENDPOINT_FEATURES)}.`,
  );
}

/** @throws RangeError or TypeError unless the descriptor is one that hangs up; Error with the `code` EBADF. */
export function requireLifeLine(descriptor: number): void {
  requireInteger('lifeLine', descriptor, 0, 2 ** 31 - 1);
  // Not imported: to import node:fs loads all of its streams.
  const file = process.getBuiltinModule('node:fs').fstatSync(descriptor);
  if (file.isSocket() || file.isFIFO()) return;
  throw new TypeError(
    `lifeLine must be a socket or a pipe, which hang up; descriptor ${descriptor} is neither.`,
  );
}
