import { Writer } from '../wire/writer.js';

/** Memory that is shorter is not worth keeping. */
const LEAST_KEPT = 16 * 1024;
/** Up to so many writers are kept: of this thread, whatever the number of its sessions. */
const MOST_KEPT = 8;

const spares: Writer[] = [];

/**
 * A writer for frames that wait, with memory that grows up to `maxBytes`; one that was used before if there is any, for fresh memory takes
 * longer to get, cleared and page by page, than to write.
 */
export function takePageWriter(maxBytes: number): Writer {
  const spare = spares.at(-1);
  if (spare === undefined || !spare.restart(maxBytes)) return Writer.growing(maxBytes);
  spares.pop();
  return spare;
}

/** Precondition: nobody uses it any more. */
export function givePageWriterBack(writer: Writer): void {
  if (writer.bytes.byteLength >= LEAST_KEPT && spares.length < MOST_KEPT) spares.push(writer);
}
