import type { OutgoingDatagram, Session } from '@flipcall/core';
import { greeting } from './frames.js';
import { Extension, pack } from './raw.js';

/**
 * What a client may do that is no use to anybody, as often as it can. Each step is one round of it; it gives back false when the
 * session is of no more use.
 */
export const ATTACKS: Readonly<Record<string, (attacker: Attacker) => boolean>> = {
  'calls without end': (attacker) => attacker.call('Prey/echo', [SHAPE]),
  'refused calls': (attacker) => attacker.call('Prey/nothing', []),
  'wrong arguments': (attacker) => attacker.call('Prey/echo', [{ name: 5, list: 'x' }]),
  'no credit': (attacker) => attacker.call('Prey/count', [2 ** 31], { s: 2 }),
  'streams given up': (attacker) => {
    const id = attacker.nextId;
    return attacker.call('Prey/count', [2 ** 31], { s: 2 }) && attacker.say([6, id]);
  },
  'ids in use': (attacker) => attacker.say([0, 0, 'Prey/later', [1000]]),
  'ids that are not': (attacker) => attacker.say([1, 77, null, null]),
  'released callbacks': (attacker) => {
    // The first answer gives a counter, which is then released and called all the same.
    if (attacker.nextId === 0) return attacker.call('Prey/open', [1]) && attacker.wait();
    if (attacker.nextId === 2) attacker.say([13, 0, 1]);
    return attacker.call([0, 'next'], []);
  },
  'a thousand descriptors': (attacker) => attacker.donate(64),
  'draining for ever': (attacker) => attacker.say([10]),
  pings: (attacker) => attacker.say([8, 0]),
  'sessions that come and go': () => false,
  'large messages': (attacker) => attacker.call('Prey/echo', [LARGE]),
};

const SHAPE = { name: 'hello world', list: [1.5, 2.5, 3.5, null] };
/** As many values as fit into a datagram. */
const LARGE = { name: 'x', list: Array.from({ length: 200_000 }, () => 1), map: new Extension(1, [0x90]) };

/** Holds one session, and sends frames of its own making. */
export class Attacker {
  nextId = 0;
  #over = false;
  #waiting = false;
  readonly #session: Session;
  /** What a step wrote, which goes into as few datagrams as may be. */
  static readonly #packed = new Map<string, readonly number[]>();

  constructor(session: Session) {
    this.#session = session;
    session.open({
      onDatagram: () => {
        this.#waiting = false;
      },
      onWritable: () => undefined,
      onClose: () => {
        this.#over = true;
      },
    });
    this.#append(greeting(false));
  }

  get isWaiting(): boolean {
    return this.#waiting;
  }

  /** A request with an id of its own, for as long as there are any. */
  call(method: unknown, args: readonly unknown[], options?: unknown): boolean {
    if (this.nextId >= 131_072) return false;
    // Packing the same arguments again and again would cost the attacker more than us.
    const key = JSON.stringify(method);
    const rest = Attacker.#packed.get(key) ?? [
      ...pack(method),
      ...pack(args),
      ...(options === undefined ? [] : pack(options)),
    ];
    Attacker.#packed.set(key, rest);
    const sent = this.#append([options === undefined ? 0x94 : 0x95, 0, ...pack(this.nextId), ...rest]);
    if (sent) this.nextId += 2;
    return !this.#over;
  }

  say(frame: readonly unknown[]): boolean {
    this.#append(pack(frame));
    return !this.#over;
  }

  /** Does nothing before something was answered. */
  wait(): boolean {
    this.#waiting = true;
    return !this.#over;
  }

  donate(count: number): boolean {
    try {
      this.#session.donate(Array.from({ length: count }, () => 0));
    } catch {
      return false;
    }
    return this.say([8, 0]);
  }

  close(): void {
    this.#session.close();
  }

  #append(bytes: ArrayLike<number>): boolean {
    let datagram = this.#session.outgoing();
    if (datagram !== undefined && !fits(bytes, datagram)) datagram = this.#session.next();
    if (datagram === undefined || !fits(bytes, datagram)) return false;
    datagram.bytes.set(bytes, datagram.length);
    datagram.length += bytes.length;
    this.#session.flush();
    return true;
  }
}

/** Makes the datagram as large as it gets if need be. */
export function fits(bytes: ArrayLike<number>, datagram: OutgoingDatagram): boolean {
  const room = (): number => datagram.bytes.length - datagram.length;
  return bytes.length <= room() || (datagram.widen() && bytes.length <= room());
}
