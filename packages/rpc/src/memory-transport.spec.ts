import { append, Recorder } from '../test/recorder.js';
import { MemoryTransport } from './memory-transport.js';

describe('MemoryTransport', () => {
  it('runs the other side while it blocks', () => {
    const [left, right] = MemoryTransport.pair();
    const [atLeft, atRight] = [new Recorder(), new Recorder()];
    left.open(atLeft);
    right.open(atRight);
    atRight.answer = (bytes) => append(right, bytes);
    append(left, Uint8Array.of(7));
    expect(left.block(Number.POSITIVE_INFINITY)).toBe(true);
    expect(atLeft.datagrams).toEqual([Uint8Array.of(7)]);
  });

  it('says that it would block for ever', () => {
    const [left, right] = MemoryTransport.pair();
    left.open(new Recorder());
    right.open(new Recorder());
    expect(() => left.block(Number.POSITIVE_INFINITY)).toThrow('needs the event loop');
  });

  it('has no datagram to give while the other side has control', async () => {
    const [left, right] = MemoryTransport.pair();
    const atLeft = new Recorder();
    left.open(atLeft);
    append(left, Uint8Array.of(1));
    await Promise.resolve();
    expect(left.outgoing()).toBeUndefined();
    right.open(new Recorder());
    await atLeft.until(() => atLeft.writable === 1);
    expect(left.outgoing()).toBeDefined();
  });
});
