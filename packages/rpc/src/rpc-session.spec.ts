import { encode } from '../test/bytes.js';
import { Conformance, conformanceHandlers } from '../test/conformance-service.js';
import { append, Recorder } from '../test/recorder.js';
import { MemoryTransport } from './memory-transport.js';
import { Server } from './server.js';

describe('a session whose transport delivers as soon as it opens', () => {
  it('says hello before it answers', async () => {
    const [left, right] = MemoryTransport.pair();
    const peer = new Recorder();
    right.open(peer);
    append(right, encode([12, { version: 1, maxMessageBytes: 1000, maxConcurrentCalls: 1, services: {} }]));
    append(right, encode([0, 0, 'Conformance/greet', ['Ada']]));
    await Promise.resolve();
    const open = left.open.bind(left);
    left.open = (receiver) => {
      open(receiver);
      left.block(0);
    };
    new Server().add(Conformance, conformanceHandlers()).accept(left);
    await peer.until(() => peer.datagrams.length > 0);
    expect(Array.from(peer.datagrams[0]?.slice(0, 2) ?? [])).toEqual([0x92, 12]);
    left.close();
  });
});
