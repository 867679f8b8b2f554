import type { Writer } from './wire/writer.js';

/** The first member of every frame. Those up to 2 are MessagePack-RPC's; docs/wire/rpc.md has their members. */
export const FrameKind = {
  Request: 0,
  Response: 1,
  Notification: 2,
  /** Reserved: the call was taken, its answer comes later. */
  Accept: 3,
  /** Reserved: one item of a stream. */
  Item: 4,
  /** Reserved: the end of a stream. */
  End: 5,
  Cancel: 6,
  /** Reserved: how much more of a stream may come. */
  Credit: 7,
  /** Reserved. */
  Ping: 8,
  /** Reserved. */
  Pong: 9,
  /** No new calls, please. */
  Drain: 10,
  Fragment: 11,
  Hello: 12,
} as const;

/** Something that can put itself on the wire as one frame, as often as it is asked to. */
export interface Frame {
  /** Appends exactly one MessagePack array. May throw; what it wrote until then is taken back. */
  write(writer: Writer): void;
}

/** Tells the callee that nobody waits for the call's answer any more. The answer comes nevertheless. */
export class CancelFrame implements Frame {
  readonly #id: number;

  constructor(id: number) {
    this.#id = id;
  }

  write(writer: Writer): void {
    writer.arrayHeader(2);
    writer.uint(FrameKind.Cancel);
    writer.uint(this.#id);
  }
}
