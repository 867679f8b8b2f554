import type { Writer } from '../wire/writer.js';

/** The first member of every frame. Those up to 2 are MessagePack-RPC's; docs/wire/rpc.md has their members. */
export const FrameKind = {
  Request: 0,
  Response: 1,
  Notification: 2,
  /** Metadata from the callee before it answers. */
  Accept: 3,
  /** One item of a stream. */
  Item: 4,
  /** The caller's stream has ended. */
  End: 5,
  Cancel: 6,
  /** How much more of a stream may come. */
  Credit: 7,
  Ping: 8,
  Pong: 9,
  /** No new calls, please. */
  Drain: 10,
  Fragment: 11,
  Hello: 12,
  /** A reference that the other side gave is not used any more. */
  Release: 13,
  /** A fragment whose bytes lie in bulk memory. */
  BulkFragment: 14,
  /** A whole message in bulk memory, lent until it is returned. */
  Lent: 15,
  Returned: 16,
} as const;

/** Something that can put itself on the wire as one frame, as often as it is asked to. */
export interface Frame {
  /** Appends exactly one MessagePack array. May throw; what it wrote until then is taken back. */
  write(writer: Writer): void;
}

/** A frame that holds its kind and numbers, nothing else. */
export class NumbersFrame implements Frame {
  readonly #kind: number;
  readonly #numbers: readonly number[];

  constructor(kind: number, ...numbers: readonly number[]) {
    this.#kind = kind;
    this.#numbers = numbers;
  }

  write(writer: Writer): void {
    writer.arrayHeader(1 + this.#numbers.length);
    writer.uint(this.#kind);
    for (const number of this.#numbers) writer.uint(number);
  }
}

/** Tells the callee that nobody waits for the call's answer any more. The answer comes nevertheless. */
export function cancelFrame(id: number): Frame {
  return new NumbersFrame(FrameKind.Cancel, id);
}

/** Tells the callee that the caller's stream has ended. */
export function endFrame(id: number): Frame {
  return new NumbersFrame(FrameKind.End, id);
}

/** Allows the sender of a call's stream that many more items and bytes. */
export function creditFrame(id: number, items: number, bytes: number): Frame {
  return new NumbersFrame(FrameKind.Credit, id, items, bytes);
}
