import { Writer } from '../wire/writer.js';

/** Memory that is shorter is not worth keeping; longer is too much to keep. In bytes. */
const LEAST_KEPT = 16 * 1024;
const MOST_KEPT = 256 * 1024;
/** Up to so many writers are kept: of this thread, whatever the number of its sessions. */
const MOST_WRITERS = 8;

const spares: Writer[] = [];

/**
 * A writer for frames that wait, with memory that grows up to `maxBytes`; one that was used before if there is any, for fresh memory takes
 * longer to get, cleared and page by page, than to write.
 */
export function takePageWriter(maxBytes: number): Writer {
  const index = spares.findLastIndex(({ bytes }) => bytes.byteLength <= maxBytes);
  const [spare] = index < 0 ? [] : spares.splice(index, 1);
  if (spare === undefined) return Writer.growing(maxBytes);
  spare.restart(maxBytes);
  return spare;
}

/** Precondition: what was written is settled, and nobody uses the writer any more. */
export function givePageWriterBack(writer: Writer): void {
  const { byteLength } = writer.bytes;
  if (byteLength < LEAST_KEPT || byteLength > MOST_KEPT || spares.length >= MOST_WRITERS) return;
  // They are a session's, which may end.
  writer.references = undefined;
  writer.descriptors = undefined;
  spares.push(writer);
}
