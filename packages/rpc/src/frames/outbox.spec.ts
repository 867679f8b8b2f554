import { Conformance, conformanceHandlers } from '../../test/conformance-service.js';
import { failureOf } from '../../test/failure-of.js';
import { openCaller } from '../client.js';
import { Code } from '../code.js';
import { Server } from '../server.js';
import { memoryPair } from '../testing.js';

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
