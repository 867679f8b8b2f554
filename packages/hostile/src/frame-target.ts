import { FlipcallError } from '@flipcall/core';
import {
  Descriptor,
  type OutgoingDatagram,
  type Receiver,
  RpcSession,
  ServiceRegistry,
  type Transport,
} from '@flipcall/rpc';
import { greeting } from './frames.js';
import { createPreyClient, Prey } from './gen/prey.flipcall.js';
import { handlers, SECRET } from './handlers.js';
import type { Mixture } from './prey.js';

/** How a session may end on account of its peer. Anything else that ends it, a TypeError say, is a bug of ours. */
const EXPECTED_ENDINGS: ReadonlySet<string> = new Set(['WireError', 'RpcError', 'FlipcallError']);

/** Small limits are met sooner. */
const LIMITS = {
  maxMessageBytes: 1_000_000,
  maxMessageValues: 20_000,
  maxConcurrentCalls: 16,
  maxQueuedBytes: 1_000_000,
  maxConcurrentStreams: 4,
  streamItems: 8,
  streamBytes: 10_000,
};

const secretBytes = Buffer.from(SECRET);

/**
 * Has a session take datagrams from a hostile peer, without shared memory below it: once as a server, once as a client with
 * calls under way. Throws for whatever a peer must not be able to do to us.
 */
export async function takeHostileDatagrams(
  datagrams: readonly Uint8Array[],
  asClient: boolean,
): Promise<void> {
  const transport = new FedTransport();
  const session = new RpcSession(transport, {
    role: asClient ? 'connecting' : 'accepting',
    services: new ServiceRegistry().add(Prey, handlers),
    limits: LIMITS,
    onHandlerError: () => undefined,
  });
  if (asClient) startCalls(session);
  const chosen = (datagrams[0]?.length ?? 0) % 8;
  // Without a greeting, what comes first had better be one.
  if (chosen !== 7) transport.feed(greeting(chosen % 2 === 0));
  for (const datagram of datagrams) transport.feed(datagram);
  await undefined;
  await undefined;
  session.close();
  const reason = await session.closed;
  if (reason !== undefined && !EXPECTED_ENDINGS.has(reason.name)) throw reason;
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {})
    throw new Error('a prototype was polluted');
}

function startCalls(session: RpcSession): void {
  const prey = createPreyClient(session);
  const ignore = (): undefined => undefined;
  prey.echo({ name: 'a', list: [] }).catch(ignore);
  drain(prey.count(100)).catch(ignore);
  prey.sum([1, 2, 3]).catch(ignore);
  drain(prey.repeat(['a', 'b'])).catch(ignore);
  prey.tell(3, async () => undefined).catch(ignore);
  prey.mix(MIXTURE).then(prey.mix).catch(ignore);
  prey
    .open(1)
    .then(async (counter) => {
      await counter.next();
      await prey.ask(counter);
      counter[Symbol.dispose]();
    })
    .catch(ignore);
  prey
    .pass(Descriptor.of(1))
    .then((file) => file.close())
    .catch(ignore);
}

const MIXTURE: Mixture = {
  figure: { kind: 'circle', radius: 1 },
  either: null,
  pair: [1],
  byName: {},
  set: new Set(),
  large: 1n,
  level: 'low',
};

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

/** The hostile side's pen: what is fed arrives, and what is said goes nowhere but past one check. */
class FedTransport implements Transport {
  readonly datagramCapacity = 4096;
  readonly peer = undefined;
  readonly descriptors = new FakeDescriptors();
  readonly #datagram: OutgoingDatagram = { bytes: new Uint8Array(this.datagramCapacity), length: 0 };
  #receiver: Receiver | undefined;
  #closed = false;

  feed(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#receiver?.onDatagram(bytes, bytes.length);
    if (this.#closed) return;
    this.next();
    this.#receiver?.onWritable();
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  outgoing(): OutgoingDatagram | undefined {
    return this.#closed ? undefined : this.#datagram;
  }

  next(): OutgoingDatagram | undefined {
    const { bytes, length } = this.#datagram;
    if (Buffer.from(bytes.buffer, 0, length).includes(secretBytes)) throw new Error('a secret got out');
    this.#datagram.length = 0;
    return this.outgoing();
  }

  flush(): void {}

  block(): boolean {
    throw new Error('nothing blocks here');
  }

  close(): void {
    this.#end(undefined);
  }

  abort(reason: Error): void {
    this.#end(reason);
  }

  #end(reason: Error | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#receiver?.onClose(reason);
  }
}

type Descriptors = NonNullable<Transport['descriptors']>;

/** Numbers instead of descriptors; the first 128 were donated. None may be closed twice, nor one that is not ours. */
class FakeDescriptors implements Descriptors {
  #donated = 0;
  #next = 1_000_000;
  readonly #claimed = new Set<number>();
  readonly #open = new Set<number>();

  donate(fds: readonly number[]): number {
    const first = this.#donated;
    this.#donated += fds.length;
    return first;
  }

  claim(number: number): number {
    if (number >= 128 || this.#claimed.has(number)) {
      throw new FlipcallError('protocol', `descriptor ${number} was not donated`);
    }
    this.#claimed.add(number);
    return this.#opened();
  }

  duplicate(): number {
    return this.#opened();
  }

  close(fd: number): void {
    if (!this.#open.delete(fd)) throw new Error(`descriptor ${fd} was closed, and is not open`);
  }

  #opened(): number {
    this.#open.add(this.#next);
    return this.#next++;
  }
}
