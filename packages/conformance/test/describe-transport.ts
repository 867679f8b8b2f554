import type { Transport } from '../../rpc/src/transport.js';
import { append, Recorder } from '../../rpc/test/recorder.js';

/** Two ends of a transport in this thread, neither of them open. */
export interface TransportPair {
  readonly left: Transport;
  readonly right: Transport;
  /** Undoes what making them did; both are closed by then. */
  dispose?(): void | Promise<void>;
}

interface Ends extends TransportPair {
  readonly atLeft: Recorder;
  readonly atRight: Recorder;
}

const HELLO = Uint8Array.of(1, 2, 3);
const WORLD = Uint8Array.of(4, 5);

/** What every transport does. `makePair` is called for each test. */
export function describeTransport(
  name: string,
  makePair: () => TransportPair | Promise<TransportPair>,
): void {
  describe(`${name} as a transport`, () => {
    let ends: Ends;

    beforeEach(async () => {
      const pair = await makePair();
      ends = { ...pair, left: pair.left, right: pair.right, atLeft: new Recorder(), atRight: new Recorder() };
      ends.left.open(ends.atLeft);
      ends.right.open(ends.atRight);
    });

    afterEach(async () => {
      ends.left.close();
      ends.right.close();
      await ends.atLeft.until(() => ends.atLeft.closed);
      await ends.atRight.until(() => ends.atRight.closed);
      await ends.dispose?.();
    });

    it('carries a datagram, from either side', async () => {
      const { left, right, atLeft, atRight } = ends;
      expect(append(left, HELLO)).toBe(true);
      await atRight.until(() => atRight.datagrams.length === 1);
      expect(atRight.datagrams).toEqual([HELLO]);
      await atRight.until(() => append(right, WORLD));
      await atLeft.until(() => atLeft.datagrams.length === 1);
      expect(atLeft.datagrams).toEqual([WORLD]);
    });

    it('puts what is appended one after the other into one datagram', async () => {
      const { left, atRight } = ends;
      append(left, HELLO);
      append(left, WORLD);
      await atRight.until(() => atRight.datagrams.length > 0);
      expect(atRight.datagrams).toEqual([Uint8Array.of(...HELLO, ...WORLD)]);
    });

    it('carries datagrams that both sides send at once', async () => {
      const { left, right, atLeft, atRight } = ends;
      append(left, HELLO);
      append(right, WORLD);
      await atRight.until(() => atRight.datagrams.length === 1);
      await atLeft.until(() => atLeft.datagrams.length === 1);
      expect(atRight.datagrams).toEqual([HELLO]);
      expect(atLeft.datagrams).toEqual([WORLD]);
    });

    it('carries a datagram that is full to the last byte', async () => {
      const { left, atRight } = ends;
      const full = new Uint8Array(left.datagramCapacity).map((_, index) => index % 251);
      expect(append(left, full)).toBe(true);
      await atRight.until(() => atRight.datagrams.length === 1);
      expect(atRight.datagrams[0]).toEqual(full);
    });

    it('takes an answer within onDatagram, and one after it', async () => {
      const { left, right, atLeft, atRight } = ends;
      atRight.answer = (bytes) =>
        append(
          right,
          bytes.map((byte) => byte + 10),
        );
      append(left, HELLO);
      await atLeft.until(() => atLeft.datagrams.length === 1);
      expect(atLeft.datagrams).toEqual([HELLO.map((byte) => byte + 10)]);
      await atRight.until(() => append(right, WORLD));
      await atLeft.until(() => atLeft.datagrams.length === 2);
      expect(atLeft.datagrams[1]).toEqual(WORLD);
    });

    it('says when there is a datagram again after one was sent, and keeps their order', async () => {
      const { left, atLeft, atRight } = ends;
      for (let index = 0; index < 50; index++) {
        await atLeft.until(() => append(left, new Uint8Array(left.datagramCapacity).fill(index)));
      }
      await atRight.until(() => atRight.datagrams.length === 50);
      expect(atRight.datagrams.map((datagram) => datagram[0])).toEqual(
        Array.from({ length: 50 }, (_, index) => index),
      );
      expect(atLeft.writable).toBeGreaterThan(0);
    });

    it('sends at once with next, in order, and gives the datagram after it when there is one', async () => {
      const { left, atLeft, atRight } = ends;
      append(left, HELLO);
      const next = left.next();
      expect(next?.length ?? 0).toBe(0);
      await atLeft.until(() => append(left, WORLD));
      await atRight.until(() => atRight.datagrams.length === 2);
      expect(atRight.datagrams).toEqual([HELLO, WORLD]);
    });

    it('carries many datagrams in both directions at once', async () => {
      const { left, right, atLeft, atRight } = ends;
      const flood = async (from: Transport, at: Recorder): Promise<void> => {
        for (let index = 0; index < 100; index++) await at.until(() => append(from, Uint8Array.of(index)));
      };
      const bytesAt = (at: Recorder): number[] => at.datagrams.flatMap((datagram) => [...datagram]);
      await Promise.all([flood(left, atLeft), flood(right, atRight)]);
      await atLeft.until(() => bytesAt(atLeft).length === 100);
      await atRight.until(() => bytesAt(atRight).length === 100);
      const expected = Array.from({ length: 100 }, (_, index) => index);
      expect(bytesAt(atLeft)).toEqual(expected);
      expect(bytesAt(atRight)).toEqual(expected);
    });

    it('delivers what was appended before it was closed, and then says so on both sides', async () => {
      const { left, right, atLeft, atRight } = ends;
      append(left, HELLO);
      left.close();
      left.close();
      await atLeft.until(() => atLeft.closed);
      await atRight.until(() => atRight.closed);
      expect(atRight.datagrams).toEqual([HELLO]);
      expect([atLeft.reason, atRight.reason]).toEqual([undefined, undefined]);
      expect(left.outgoing()).toBeUndefined();
      expect(right.outgoing()).toBeUndefined();
    });

    it('gives the reason of an abort to the side that aborts only', async () => {
      const { left, atLeft, atRight } = ends;
      const reason = new Error('enough');
      left.abort(reason);
      await atLeft.until(() => atLeft.closed);
      await atRight.until(() => atRight.closed);
      expect(atLeft.reason).toBe(reason);
      expect(atRight.reason).toBeUndefined();
    });

    it('may be closed within onDatagram', async () => {
      const { left, right, atLeft, atRight } = ends;
      atRight.answer = () => right.close();
      append(left, HELLO);
      await atRight.until(() => atRight.closed);
      await atLeft.until(() => atLeft.closed);
      expect(atLeft.reason).toBeUndefined();
    });

    it('blocks until the time is over when nothing comes', () => {
      expect(ends.left.block(5)).toBe(false);
    });

    it('does not block once it is closed', () => {
      ends.left.close();
      expect(ends.left.block(Number.POSITIVE_INFINITY)).toBe(true);
      expect(ends.atLeft.closed).toBe(true);
    });
  });
}
