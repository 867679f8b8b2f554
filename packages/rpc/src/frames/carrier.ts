import type { Writer } from '../wire/writer.js';

/** Memory in which frames wait for a datagram. */
export interface Carrier {
  /** Whether any of it has gone into a datagram. */
  written: boolean;
  /** Whether all of it has. */
  done: boolean;
}

/** A queue of whole frames that go into one datagram together. */
export interface Page extends Carrier {
  readonly writer: Writer;
  /** The file descriptors that go with them: ours, until they are donated. */
  descriptors: number[];
}
