import type { Socket } from 'node:net';
import { Packr } from 'msgpackr';

const HEADER = 4;

/**
 * MessagePack values over a stream socket, each behind its length: what one writes by hand where speed matters.
 * Returns how to send one; `receive` gets every one that arrives.
 */
export function messageStream(socket: Socket, receive: (value: unknown) => void): (value: unknown) => void {
  const packr = new Packr({ useRecords: false });
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let start = 0;
    while (pending.length - start >= HEADER) {
      const end = start + HEADER + pending.readUInt32LE(start);
      if (end > pending.length) break;
      receive(packr.unpack(pending.subarray(start + HEADER, end)));
      start = end;
    }
    pending = pending.subarray(start);
  });
  return (value) => {
    const body = packr.pack(value);
    const datagram = Buffer.allocUnsafe(HEADER + body.length);
    datagram.writeUInt32LE(body.length, 0);
    body.copy(datagram, HEADER);
    socket.write(datagram);
  };
}
