import { acceptSession, connectSession, socketPair } from '@flipcall/core';
import { MemoryTransport } from '../../rpc/src/memory-transport.js';
import { sessionTransport } from '../../rpc/src/session-transport.js';
import { describeTransport } from './describe-transport.js';

describeTransport('MemoryTransport', () => {
  const [left, right] = MemoryTransport.pair({ datagramCapacity: 4096 });
  return { left, right };
});

for (const datagramBytes of [4096, undefined]) {
  const size = datagramBytes === undefined ? {} : { datagramBytes };
  describeTransport(
    `a flipcall session with datagrams of ${datagramBytes ?? 'the usual number of'} bytes`,
    async () => {
      const [one, other] = socketPair();
      const [left, right] = await Promise.all([acceptSession(one, size), connectSession(other)]);
      return { left: sessionTransport(left), right: sessionTransport(right) };
    },
  );
}
