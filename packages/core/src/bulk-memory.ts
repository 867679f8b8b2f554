import { native } from '@flipcall/native';

/**
 * Memory beside the datagrams, through which large messages travel in parts: a side writes a part of its own while the peer
 * reads the one before. What is where is said in datagrams.
 */
export interface BulkMemory {
  /** Ours to write. The peer may see and change these bytes: never read them back. Empty when the session is over. */
  readonly outgoing: Uint8Array;
  /** The peer's. It may change them at any time: copy each byte out once. Empty when the session is over. */
  readonly incoming: Uint8Array;
}

/** The last `byteLength` bytes of both windows. */
export function bulkMemory(own: ArrayBuffer, peers: ArrayBuffer, byteLength: number): BulkMemory {
  return { outgoing: last(own, byteLength), incoming: last(peers, byteLength) };
}

function last(window: ArrayBuffer, byteLength: number): Uint8Array {
  return new Uint8Array(window, window.byteLength - byteLength);
}

let expected = false;

/** Called when a large message comes in: has the C library keep memory for the next ones. */
export function expectLargeMessages(): void {
  if (expected) return;
  expected = true;
  native.expectLargeMessages();
}
