import { closeDescriptor, duplicateDescriptor, expectLargeMessages, type Session } from '@flipcall/core';
import type { DescriptorTransport, Transport } from './transport.js';

/**
 * Carries datagrams over the shared memory of a flipcall session. A session already moves datagrams the way a transport
 * must; this is the place where the two meet, and the type checker holds them together.
 */
export function sessionTransport(session: Session): Transport {
  const descriptors: DescriptorTransport = {
    donate: (fds) => session.donate(fds),
    claim: (number) => session.claim(number, 1)[0] ?? -1, // as many as asked for, or it throws
    duplicate: duplicateDescriptor,
    close: closeDescriptor,
  };
  const memory = session.bulkMemory;
  const bulk = memory && {
    ...memory,
    datagram: () => session.outgoingForBulk(),
    onPart: (isLast: boolean) => {
      expectLargeMessages();
      // After the last one control goes back with the answer.
      if (!isLast) session.giveBack();
    },
  };
  return Object.assign(session, bulk === undefined ? { descriptors } : { descriptors, bulk });
}
