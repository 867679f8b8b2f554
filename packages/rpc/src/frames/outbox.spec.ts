import { Conformance, conformanceHandlers } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { Server } from '../server.js';
import { memoryPair } from '../testing.js';
import type { OutgoingDatagram, Transport } from '../transport.js';
import type { Writer } from '../wire/writer.js';
import { MessageMemory } from './message-memory.js';
import { Outbox } from './outbox.js';

/** What an outbox needs of a transport. */
abstract class Outgoing implements Transport {
  abstract readonly datagramCapacity: number;
  readonly peer = undefined;
  abstract outgoing(): OutgoingDatagram | undefined;
  abstract next(): OutgoingDatagram | undefined;
  open(): void {}
  flush(): void {}
  close(): void {}
  abort(): void {}
  block(): boolean {
    return false;
  }
}

const echo = Conformance.methods.findIndex(({ name }) => name === 'echo');

describe('a message larger than a datagram', () => {
  it.each([
    ['large', 300_000],
    ['just too large for a datagram', 65_530],
    ['with several large binaries', [100_000, 20_000, 16_384, 16_383, 70_000]],
  ])('arrives whole: bytes, %s', async (_name, sizes) => {
    const server = new Server().add(Conformance, conformanceHandlers());
    using pair = memoryPair({ server });
    const all = [sizes].flat().map((size, index) => ({
      index,
      bytes: new Uint8Array(size).map((_, at) => at * (index + 1)),
    }));
    const nested = new Map([['within a map', new Set(all)]]);
    expect(await openCaller(pair.client, Conformance).call(echo, [[all, nested]])).toStrictEqual([
      all,
      nested,
    ]);
  });

  it('whose bytes are transferred before they have gone ends the session, and says why', async () => {
    const server = new Server({ onHandlerError: () => undefined }).add(Conformance, conformanceHandlers());
    using pair = memoryPair({ server });
    const bytes = new Uint8Array(1_000_000);
    const call = openCaller(pair.client, Conformance).call(echo, [bytes]);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    const error = await failureOf(call);
    expect(error).toMatchObject({ code: Code.Unavailable, message: expect.stringContaining('transferred') });
  });
});

describe('what waits when the session ends', () => {
  /** Takes nothing until it is told to; and notices when it is asked for room without end. */
  class Stuck extends Outgoing {
    readonly datagramCapacity = 1000;
    takes = false;
    #asked = 0;

    outgoing(): OutgoingDatagram | undefined {
      if (this.#asked++ > 100) throw new Error('asked without end');
      return this.takes ? { bytes: new Uint8Array(this.datagramCapacity), length: 0 } : undefined;
    }
    next(): OutgoingDatagram | undefined {
      return this.outgoing();
    }
  }

  it.each([
    ['small', 10],
    ['larger than a datagram', 5000],
  ])('is not sent any more, and keeps nobody busy: a frame that is %s', (_size, byteLength) => {
    const transport = new Stuck();
    const outbox = new Outbox(transport, DEFAULT_LIMITS, () => undefined);
    outbox.send({ write: (writer) => writer.binary(new Uint8Array(byteLength)) });
    outbox.end();
    transport.takes = true;
    expect(() => outbox.pump()).not.toThrow();
  });
});

describe('memory that the peer can change', () => {
  /** A packet window, of which nothing is to be read back. */
  class Window extends Uint8Array {
    override slice(): never {
      throw new Error('read back');
    }
  }

  /** A datagram that is private until it is widened, and the ones sent before. */
  class Windows extends Outgoing {
    readonly datagramCapacity = 60_000;
    readonly sent: Buffer[] = [];
    #datagram = this.#fresh();

    #fresh(): OutgoingDatagram {
      const draft = new Uint8Array(1000);
      const window = new Window(this.datagramCapacity);
      return {
        bytes: draft,
        shared: false,
        length: 0,
        widen() {
          if (this.shared) return false;
          window.set(draft.subarray(0, this.length));
          Object.assign(this, { bytes: window, shared: true });
          return true;
        },
      };
    }

    outgoing(): OutgoingDatagram {
      return this.#datagram;
    }

    next(): OutgoingDatagram {
      const { bytes, length } = this.#datagram;
      this.sent.push(Buffer.from(bytes.subarray(0, length)));
      this.#datagram = this.#fresh();
      return this.#datagram;
    }
  }

  it('is not read when a large binary follows in the same datagram', () => {
    const windows = new Windows();
    const outbox = new Outbox(windows, DEFAULT_LIMITS, (reason) => {
      throw reason;
    });
    const text = 'x'.repeat(45_000);
    const large = Buffer.alloc(20_000, 7);
    outbox.send({ write: (writer) => writer.string(text) });
    expect(windows.outgoing().shared).toBe(true);
    outbox.send({ write: (writer) => writer.binary(large) });
    windows.next();
    expect(windows.sent.map((each) => each.length)).toEqual([text.length + 3, large.length + 3]);
    expect(windows.sent[1]?.subarray(3).equals(large)).toBe(true);
  });
});

describe('a message in bulk memory that a datagram could hold', () => {
  /** Has bulk memory, and room for as many datagrams as it is told. */
  class Roomy extends Outgoing {
    readonly datagramCapacity = 262_128;
    room = 0;
    readonly bulk = {
      outgoing: new Uint8Array(262_144),
      incoming: new Uint8Array(262_144),
      datagram: () => this.outgoing(),
      onPart: () => undefined,
    };

    outgoing(): OutgoingDatagram | undefined {
      if (this.room === 0) return undefined;
      const { datagramCapacity } = this;
      return {
        bytes: new Uint8Array(1000),
        length: 0,
        widen() {
          Object.assign(this, { bytes: new Uint8Array(datagramCapacity) });
          return true;
        },
      };
    }

    next(): OutgoingDatagram | undefined {
      this.room--;
      return this.outgoing();
    }
  }

  function open(room: number) {
    const transport = new Roomy();
    transport.room = room;
    const broken = jest.fn();
    const outbox = new Outbox(transport, DEFAULT_LIMITS, broken);
    outbox.useBulk(false);
    return { transport, outbox, broken };
  }

  it.each([
    ['goes in one from when another frame had to wait for it', false],
    ['goes in bulk memory again after a frame had to wait that came later', true],
  ])('%s', (_name, isLater) => {
    const { transport, outbox } = open(5);
    const sendMedium = () => {
      const carrier = outbox.send({ write: (writer) => writer.binary(new Uint8Array(40_000)) });
      return carrier === undefined ? 'in a datagram' : 'in bulk memory';
    };
    expect(sendMedium()).toBe('in bulk memory');
    outbox.flush();
    if (isLater) outbox.pump();
    transport.room = 0;
    outbox.send({ write: (writer) => writer.uint(1) });
    transport.room = 5;
    outbox.pump();
    expect(sendMedium()).toBe(isLater ? 'in bulk memory' : 'in a datagram');
  });

  it('tells those that wait for it when it goes with a frame behind it', () => {
    const { transport, outbox } = open(1);
    const large = outbox.send({ write: (writer) => writer.binary(new Uint8Array(100_000)) });
    expect(large).toMatchObject({ written: true, done: false });
    const empty = jest.fn();
    const calm = jest.fn();
    outbox.onceEmpty(empty);
    outbox.onceCalm(calm);
    transport.room = 5;
    outbox.send({ write: (writer) => writer.uint(1) }, large);
    expect(outbox).toMatchObject({ isEmpty: true, queuedBytes: 0 });
    outbox.flush();
    expect(empty).toHaveBeenCalledTimes(1);
    expect(calm).toHaveBeenCalledTimes(1);
  });

  it('whose bytes are taken away while it is written ends the session, and says why', () => {
    const { transport, outbox, broken } = open(1);
    const bytes = new Uint8Array(100_000);
    transport.bulk.datagram = () => undefined;
    const write = (writer: Writer): void => {
      writer.binary(bytes);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    };
    expect(() => outbox.send({ write })).not.toThrow();
    expect(broken).toHaveBeenCalledWith(
      expect.objectContaining({ message: expect.stringContaining('transferred') }),
    );
  });

  it('whose bytes become fewer while it is written sends none of others', () => {
    const { transport, outbox, broken } = open(1);
    // The types are those of an older library.
    const buffer = Reflect.construct(ArrayBuffer, [100_000, { maxByteLength: 200_000 }]);
    transport.bulk.datagram = () => undefined;
    const write = (writer: Writer): void => {
      writer.binary(new Uint8Array(buffer));
      Reflect.get(buffer, 'resize').call(buffer, 50_000);
    };
    outbox.send({ write });
    expect(broken).toHaveBeenCalledTimes(1);
  });
});

test('memory for large messages is not spent on small ones, which whoever keeps them would keep with it', () => {
  const memory = new MessageMemory();
  const large = memory.take(1_000_000);
  memory.giveBack(large);
  expect(memory.take(40_000).buffer).not.toBe(large.buffer);
  expect(memory.take(300_000).buffer).toBe(large.buffer);
});
