import type { Socket } from 'node:net';
import { Packr } from 'msgpackr';

const HEADER = 4;

/** A message longer than this is not copied once more, only to be sent together with its length. */
const LONG = 16 * 1024;

/**
 * MessagePack values over a stream socket, each behind its length: what one writes by hand where speed matters.
 * Returns how to send one, which returns false when the socket is full; `receive` gets every one that arrives.
 */
export function messageStream(
  socket: Socket,
  receive: (value: unknown) => void,
): (value: unknown) => boolean {
  const packr = new Packr({ useRecords: false });
  let chunks: Buffer[] = [];
  let pending = 0;
  let needed = HEADER;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    pending += chunk.length;
    if (pending < needed) return;
    const [first = chunk] = chunks;
    const bytes = chunks.length === 1 ? first : Buffer.concat(chunks, pending);
    let start = 0;
    for (;;) {
      needed = HEADER;
      if (bytes.length - start < needed) break;
      needed += bytes.readUInt32LE(start);
      if (bytes.length - start < needed) break;
      receive(packr.unpack(bytes.subarray(start + HEADER, start + needed)));
      start += needed;
    }
    pending = bytes.length - start;
    chunks = pending === 0 ? [] : [bytes.subarray(start)];
  });
  return (value) => {
    const body = packr.pack(value);
    if (body.length > LONG) {
      const header = Buffer.allocUnsafe(HEADER);
      header.writeUInt32LE(body.length);
      socket.write(header);
      return socket.write(body);
    }
    const datagram = Buffer.allocUnsafe(HEADER + body.length);
    datagram.writeUInt32LE(body.length);
    body.copy(datagram, HEADER);
    return socket.write(datagram);
  };
}
